"""What the way in shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from thinking_together.programmes.models import Programme
from thinking_together.programmes.queries import memberships_of
from thinking_together.report.access import readable_by
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
    """A programme with the editions of its report, the newest first, and its public page, where that is open."""

    title: str
    subtitle: str
    place: str
    invented: bool
    editions: tuple[EditionLine, ...]
    network: str


@dataclass(frozen=True, slots=True)
class MyProgramme:
    """A programme of the person who is here, with what they are in it."""

    title: str
    place: str
    invented: bool
    role: str
    address: str


def programme_entries(person: Any) -> tuple[ProgrammeEntry, ...]:
    """Programmes by title with the editions that this visitor may read, in two statements.

    One with neither an edition nor a public page is left out, unless it is the only one: its title is that of the site.
    """
    readable = Prefetch("editions", readable_by(person).order_by("-number"))
    found = Programme.objects.order_by("title").select_related("network_page").prefetch_related(readable)
    programmes = [(programme, _network(programme)) for programme in found]
    return tuple(
        ProgrammeEntry(
            programme.title,
            programme.subtitle,
            programme.place,
            programme.invented,
            tuple(edition_line(edition) for edition in programme.editions.all()),
            network,
        )
        for programme, network in programmes
        if programme.editions.all() or network or len(programmes) == 1
    )


def _network(programme: Programme) -> str:
    """The address of its public page; empty where that is not open."""
    page = getattr(programme, "network_page", None)
    opened = page is not None and page.opened is not None
    return reverse("network", args=[programme.slug]) if opened else ""


def my_programmes(person: Any) -> tuple[MyProgramme, ...]:
    """Where the person takes part."""
    if not person.is_authenticated:
        return ()
    return tuple(
        MyProgramme(
            m.programme.title,
            m.programme.place,
            m.programme.invented,
            m.get_role_display(),
            reverse("programme", args=[m.programme.slug]),
        )
        for m in memberships_of(person)
    )


def edition_line(edition: Edition) -> EditionLine:
    """An edition as a line that leads to it."""
    return EditionLine(
        str(edition), edition.as_of, edition.get_state_display(), reverse("report", kwargs={"edition": edition.slug})
    )
