"""The message with the link of an invitation; its token is nowhere else."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from thinking_together.accounts import invited
from thinking_together.accounts.domain.invitations import Sent


def send_invitation(request: HttpRequest, sent: Sent) -> None:
    """Subject and address say nothing of the programme's subject, which a filter might stop."""
    told = {
        "by": sent.invitation.invited_by,
        "promised": invited.promised(sent.invitation),
        "staff": sent.invitation.installation_staff,
        "address": request.build_absolute_uri(reverse("invitation", args=[sent.token])),
        "support": request.build_absolute_uri(reverse("support")),
    }
    text = render_to_string("accounts/mail/invitation.txt", told)
    EmailMessage("An invitation to take part", text, to=[sent.invitation.email]).send()
