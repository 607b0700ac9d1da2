"""What this room holds about a person who signs in: that they asked for an edition to be published."""

from __future__ import annotations

from typing import Any

from thinking_together.accounts.models import Person
from thinking_together.report.models import Edition


def export(person: Person) -> list[dict[str, Any]]:
    asked = Edition.objects.filter(publish_asked_by=person).defer("document")
    return [{"asked_to_publish": str(edition)} for edition in asked]


def erase(person: Person) -> None:
    """Nobody has asked then: another lead has to."""
    Edition.objects.filter(publish_asked_by=person).update(publish_asked_by=None)
