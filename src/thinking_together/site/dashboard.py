"""A programme's dashboard: how far each part is, what waits for whom, and who took part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thinking_together.analysis.tables import day
from thinking_together.core.permissions import Role
from thinking_together.programmes.models import Membership, Phase, Programme
from thinking_together.programmes.status import Line, Stage, Waiting, statuses
from thinking_together.report.access import readable_by
from thinking_together.report.domain.document import TableView
from thinking_together.report.domain.tables import table_view
from thinking_together.site.participation import NotShown, participation
from thinking_together.site.pictures import Picture, participation_picture
from thinking_together.site.queries import EditionLine, edition_line


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the member, in which part."""

    part: str
    what: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the task list. ``waits`` are for others, each with whom it waits for."""

    title: str
    stage: Stage
    when: str
    done: tuple[str, ...]
    waits: tuple[str, ...]
    waits_for_me: int
    address: str


@dataclass(frozen=True, slots=True)
class Participation:
    """Who answered, as a share of everybody who works there: a gated table with its picture, or why there is none."""

    table: TableView | None = None
    picture: Picture | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that the page shows."""

    mine: tuple[Task, ...]
    parts: tuple[Part, ...]
    editions: tuple[EditionLine, ...]
    participation: Participation

    @property
    def parts_done(self) -> int:
        return sum(part.stage is Stage.DONE for part in self.parts)


def dashboard(membership: Membership, person: Any) -> Dashboard:
    """As one member sees it; a fixed number of statements."""
    programme, lines = membership.programme, statuses(membership.programme)
    when = {p.code: f"{day(p.starts)} to {day(p.ends)}" for p in Phase.objects.filter(programme=programme)}
    editions = readable_by(person).filter(programme=programme).order_by("-number")
    read = tuple(edition_line(edition) for edition in editions)
    return Dashboard(
        tuple(
            Task(line.title, w.what, line.address)
            for line in lines
            for w in line.status.waiting
            if membership.role in w.roles
        ),
        tuple(_part(line, membership.role, when.get(line.code, "")) for line in lines),
        read,
        _participation(programme),
    )


def _participation(programme: Programme) -> Participation:
    found = participation(programme)
    if isinstance(found, NotShown):
        return Participation(why_not=found.why)
    table = table_view(found, "participation", caption="Who answered the survey, by sector")
    return Participation(table, participation_picture(programme, found))


def _part(line: Line, role: str, when: str) -> Part:
    mine = [w for w in line.status.waiting if role in w.roles]
    others = tuple(f"{w.what} Waits for: {_who(w)}." for w in line.status.waiting if w not in mine)
    return Part(line.title, line.status.stage, when, line.status.done, others, len(mine), line.address)


def _who(waiting: Waiting) -> str:
    return " or ".join(Role(role).label.lower() for role in waiting.roles)
