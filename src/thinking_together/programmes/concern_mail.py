"""Telling those who answer for safeguarding that a concern waits for them.

It does not go by the programme's outbox: a pause or quiet hours hold back what goes out there, and never this.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from thinking_together.content.support import shipped_support
from thinking_together.programmes.models import SAFEGUARDING, Concern

SUBJECT = "A safeguarding concern waits for you"


def tell_safeguarding(concern: Concern) -> None:
    """A message to the lead and one to the deputy, without a word of what it is about.

    The example of an invented programme sends nothing but in a demonstration, whose messages leave for nobody.
    """
    programme = concern.programme
    if programme.invented and not settings.DEMO:
        return
    told = {"programme": programme, "by": concern.raised_by, "support": shipped_support(programme.local_support)}
    text = render_to_string("programmes/mail/concern.txt", told)
    named = programme.responsible.filter(duty__in=SAFEGUARDING).exclude(email="")
    for address in named.order_by("-duty").values_list("email", flat=True):
        EmailMessage(SUBJECT, text, to=[address]).send()
