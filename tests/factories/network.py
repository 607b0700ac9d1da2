"""Somebody who joins, and members who are there already."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from tests.factories.outbox import takes_part

from thinking_together.network.models import Consent, Member
from thinking_together.programmes.models import Programme

PAGES = ("work", "interests", "email", "check")


def answers(email: str = "ann@trust.example", **others: Any) -> dict[str, Any]:
    """All that the journey asks, agreed to."""
    told = {"sector": "health", "partner": "trust", "role": "Nurse", "interests": ["training"], "email": email}
    return told | {"key": str(uuid4()), "at": "check", "consent": "on", "agreed": "1"} | others


def ask(programme: Programme, email: str = "ann@trust.example", visit: Client | None = None, **others: Any) -> Any:
    """Sends the last page of the journey."""
    return (visit or Client()).post(f"/network/{programme.slug}/join", answers(email, **others))


def link_in(mail: EmailMessage, what: str) -> str:
    """The address, without its host, of the personal link to a page of the network."""
    found = re.search(rf"https://together\.example(/network/-/{what}/\w+)", str(mail.body))
    assert found, mail.body
    return found[1]


def member(programme: Programme, name: str, **fields: Any) -> Member:
    person = takes_part(programme, name, **fields)
    consent = Consent.objects.filter(programme=programme).last()
    return Member.objects.create(
        programme=programme,
        participant=person,
        joined=timezone.localdate(),
        consent=consent,
        consented=timezone.localdate(),
        position=programme.members.count(),
    )
