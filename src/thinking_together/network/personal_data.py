"""What this room holds about a person, known by their address."""

from __future__ import annotations

from typing import Any

from thinking_together.accounts.models import Person
from thinking_together.network.models import Asking, Member


def export(person: Person) -> dict[str, Any]:
    members = Member.objects.filter(participant__email__iexact=person.email)
    askings = Asking.objects.filter(email__iexact=person.email).select_related("programme", "sector", "consent")
    return {
        "member": [
            {
                "programme": m.programme.title,
                "joined": m.joined.isoformat(),
                "left": m.left.isoformat() if m.left else None,
                "agreed_to": m.consent.words if m.consent else "",
                "agreed_on": m.consented.isoformat() if m.consented else None,
            }
            for m in members.select_related("programme", "consent")
        ],
        "asked_to_join": [
            {
                "programme": a.programme.title,
                "asked": a.asked.isoformat(),
                "sector": str(a.sector),
                "role": a.role,
                "interests": a.interests,
                "agreed_to": a.consent.words,
            }
            for a in askings
        ],
    }


def erase(person: Person) -> None:
    """Askings go. A member's address goes with the participant, one room below, and nobody is written to without."""
    Asking.objects.filter(email__iexact=person.email).delete()
