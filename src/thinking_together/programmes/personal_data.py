"""What this room holds about a person: memberships, and their address among those who take part."""

from __future__ import annotations

from typing import Any

from thinking_together.accounts.models import Person
from thinking_together.core.audit import purge_text
from thinking_together.programmes.models import Concern, InvitedRole, Membership, Participant, Responsible
from thinking_together.programmes.queries import memberships_of, only_lead_of


def export(person: Person) -> dict[str, Any]:
    return {
        "memberships": [
            {
                "programme": m.programme.title,
                "role": m.role,
                "sector": str(m.sector or ""),
                "organisation": str(m.organisation or ""),
            }
            for m in memberships_of(person).select_related("sector", "organisation")
        ],
        "takes_part": [
            {"programme": p.programme.title, "sector": str(p.sector), "role": p.role, "interests": p.interests}
            for p in Participant.objects.filter(email__iexact=person.email).select_related("programme", "sector")
        ],
        "answers_for": [
            {"programme": r.programme.title, "duty": r.duty, "name": r.name, "email": r.email, "phone": r.phone}
            for r in Responsible.objects.filter(email__iexact=person.email).select_related("programme")
        ],
        "concerns_raised": [
            {"programme": c.programme.title, "at": c.raised_at.isoformat(), "worry": c.worry}
            for c in Concern.objects.filter(raised_by=person).select_related("programme")
        ],
    }


def erase(person: Person) -> None:
    """Memberships and duties end; who takes part in a programme keeps their code there and loses their address.

    What they feared for somebody else stays with safeguarding, without their name.
    """
    memberships = Membership.objects.filter(person=person)
    purge_text(*memberships, *InvitedRole.objects.filter(invitation__email=person.email))
    memberships.delete()
    Responsible.objects.filter(email__iexact=person.email).delete()
    Participant.objects.filter(email__iexact=person.email).update(email="")


def against(person: Person) -> list[str]:
    """A programme keeps a lead."""
    led = only_lead_of(person)
    return [f"{programme} would be without a lead. Make somebody else its lead first." for programme in led]
