"""The register of records in which people write: where words are looked for that must not stay, and how they go.

A room names its records (``register``). What goes stays away when an older backup is restored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from thinking_together.core import purges
from thinking_together.core.permissions import Permission

BLANK = "█"


def blanked(body: str) -> str:
    """As many characters and lines, and nothing of what they said."""
    return "\n".join(BLANK * len(line) for line in body.split("\n"))


@dataclass(frozen=True, slots=True)
class Wording:
    """Records of one model: the way to their programme, the fields that hold words, and what one is called.

    ``permission`` is asked of whoever looks, besides that to remove. ``empties`` are fields that are left empty, where
    blanks would be taken for words; ``grows`` is a number that tells whoever has the record open that it was changed;
    ``files`` names the files that belong to it: they were made of the same words, and go.
    """

    kind: str
    model: type[Model]
    programme: str
    fields: tuple[str, ...]
    called: str
    permission: Permission | None = None
    empties: frozenset[str] = frozenset()
    grows: str = ""
    files: str = ""

    def holding(self, slug: str, words: str) -> QuerySet[Any]:
        """The programme's records that hold the words, in whichever field."""
        anywhere = Q()
        for name in self.fields:
            anywhere |= Q(**{f"{name}__icontains": words})
        return self._of(slug).filter(anywhere).order_by("pk")

    def name(self, record: Any) -> str:
        """What the record is called where somebody chooses it."""
        return f"{self.called} {record.pk}"

    def body(self, record: Any, words: str) -> str:
        """The field in which the words stand."""
        bodies = [str(getattr(record, name)) for name in self.fields]
        return next((body for body in bodies if words.casefold() in body.casefold()), "")

    def remove(self, key: str) -> int:
        """``key`` is the programme's slug and the record's number; all words of the record go."""
        slug, _, number = key.partition("/")
        found = list(self._of(slug).select_for_update(of=("self",)).filter(pk=int(number)))
        for record in found:
            for name in self.fields:
                setattr(record, name, "" if name in self.empties else blanked(getattr(record, name)))
            if self.grows:
                setattr(record, self.grows, getattr(record, self.grows) + 1)
            record.save(update_fields=[*self.fields, *filter(None, [self.grows])])
            if self.files:
                getattr(record, self.files).all().delete()
        return len(found)

    def _of(self, slug: str) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{f"{self.programme}__slug": slug})


_wordings: dict[str, Wording] = {}


def register(wording: Wording) -> None:
    if wording.kind not in _wordings:
        _wordings[wording.kind] = wording
        purges.register(wording.kind, wording.remove)


def known(kind: str) -> bool:
    return kind in _wordings


def wordings(may: Callable[[Permission], bool]) -> Iterator[Wording]:
    """Those that whoever looks may read."""
    return (each for each in _wordings.values() if each.permission is None or may(each.permission))
