"""A programme's dashboard: how far each part is, what waits for whom, and who took part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thinking_together.analysis.tables import Table, day
from thinking_together.core.permissions import Role
from thinking_together.evidence.figures import Reason
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Membership, Phase, Programme
from thinking_together.programmes.status import Line, Stage, Waiting, statuses
from thinking_together.report.access import readable_by
from thinking_together.report.domain.document import TableView
from thinking_together.report.domain.tables import table_view
from thinking_together.site.queries import EditionLine, edition_line

PARTICIPATION = "survey/participation?sector=*"
TOO_FEW = "The numbers are too small to be shown: they could point at a person."
NONE_YET = "There are no answers to the survey yet."


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the member, in which part."""

    part: str
    what: str


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the task list. ``waits`` are for others, each with whom it waits for."""

    title: str
    stage: Stage
    when: str
    done: tuple[str, ...]
    waits: tuple[str, ...]
    waits_for_me: int


@dataclass(frozen=True, slots=True)
class Participation:
    """Who answered, as a share of everybody who works there: a gated table, or why there is none."""

    table: TableView | None
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
    return Dashboard(
        tuple(Task(line.title, w.what) for line in lines for w in line.status.waiting if membership.role in w.roles),
        tuple(_part(line, membership.role, when.get(line.code, "")) for line in lines),
        tuple(edition_line(edition) for edition in editions),
        participation(programme),
    )


def participation(programme: Programme) -> Participation:
    """Through the gate: what is too small is said in words."""
    answer = Resolver(programme).resolve(PARTICIPATION)
    if isinstance(answer, Table):
        return Participation(table_view(answer, "participation", caption="Who answered the survey, by sector"))
    suppressed = getattr(answer, "reason", None) is Reason.SUPPRESSED
    return Participation(None, TOO_FEW if suppressed else NONE_YET)


def _part(line: Line, role: str, when: str) -> Part:
    mine = [w for w in line.status.waiting if role in w.roles]
    others = tuple(f"{w.what} Waits for: {_who(w)}." for w in line.status.waiting if w not in mine)
    return Part(line.title, line.status.stage, when, line.status.done, others, len(mine))


def _who(waiting: Waiting) -> str:
    return " or ".join(Role(role).label.lower() for role in waiting.roles)
