"""What this room holds about a person who signs in: programmes they took out and bundles they handed in."""

from __future__ import annotations

from typing import Any

from thinking_together.accounts.models import Person
from thinking_together.bundle import passing
from thinking_together.bundle.models import Export, Import
from thinking_together.core.audit import purge_text


def export(person: Person) -> dict[str, Any]:
    exports = Export.objects.filter(by=person).select_related("programme")
    return {
        "exports": [
            {"programme": one.programme.title, "reason": one.reason, "at": one.asked_at.isoformat()} for one in exports
        ],
        "imports": [
            {"file": one.name, "state": one.state, "at": one.asked_at.isoformat()}
            for one in Import.objects.filter(by=person)
        ],
    }


def erase(person: Person) -> None:
    """That a programme was taken out stays, with its reason; by whom does not."""
    exports, imports = Export.objects.filter(by=person), Import.objects.filter(by=person)
    for key in (*exports.values_list("key", flat=True), *imports.values_list("key", flat=True)):
        passing.remove(key)
    purge_text(*imports)
    imports.delete()
    exports.update(by=None)
