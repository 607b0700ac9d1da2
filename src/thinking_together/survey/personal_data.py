"""What this room holds about a person, known by their address: that they are on a list of people to invite.

Whether they have answered is not known, and answers lead to nobody.
"""

from __future__ import annotations

from typing import Any

from thinking_together.accounts.models import Person
from thinking_together.survey.models import InvitedPerson


def export(person: Person) -> dict[str, Any]:
    found = InvitedPerson.objects.filter(address__iexact=person.email).select_related("collection__programme")
    return {
        "invited_to_surveys": [
            {"programme": one.collection.programme.title, "sector": one.sector, "invitation_written": one.written}
            for one in found
        ]
    }


def erase(person: Person) -> None:
    """Off every list; how many were asked stays a number."""
    InvitedPerson.objects.filter(address__iexact=person.email).delete()
