"""What the way in shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from thinking_together.programmes.models import Programme
from thinking_together.report.models import Edition


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition of a report, as a line that leads to it."""

    title: str
    as_of: date
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """A programme with the editions of its report, the newest first."""

    title: str
    subtitle: str
    place: str
    invented: bool
    editions: tuple[EditionLine, ...]


def programme_entries() -> tuple[ProgrammeEntry, ...]:
    """Every programme by title, in two statements; the documents of editions stay where they are."""
    editions = Prefetch("editions", Edition.objects.defer("document").order_by("-number"))
    return tuple(
        ProgrammeEntry(
            programme.title,
            programme.subtitle,
            programme.place,
            programme.invented,
            tuple(_line(edition) for edition in programme.editions.all()),
        )
        for programme in Programme.objects.order_by("title").prefetch_related(editions)
    )


def _line(edition: Edition) -> EditionLine:
    return EditionLine(
        str(edition), edition.as_of, edition.get_state_display(), reverse("report", kwargs={"edition": edition.slug})
    )
