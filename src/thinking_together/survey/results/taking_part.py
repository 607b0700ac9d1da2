"""Who took part, where people stopped, and how long the paths are beside their budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.reference import parse
from thinking_together.programmes.models import Programme
from thinking_together.survey.figures.minutes import Minutes, Row, minutes_taken
from thinking_together.survey.form.length import BUDGET, path_lengths
from thinking_together.survey.form.paths import Belonging, labels
from thinking_together.survey.form.questionnaire import Part, Questionnaire
from thinking_together.survey.held.queries import shown_version
from thinking_together.survey.results import reading
from thinking_together.survey.results.shown import Shown, shown

NOT_TOLD = "not shown"
ASKED = (
    ("participation", "survey/participation?sector=*"),
    ("response_rate_1", "survey/response_rate_1"),
    ("response_rate_2", "survey/response_rate_2?sector=*"),
    ("responses", "survey/responses?sector=*"),
    ("breakoff", "survey/breakoff?stage=*"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure about the survey: its table, or why there is none."""

    name: str
    table: Shown | None
    why: str


@dataclass(frozen=True, slots=True)
class PathLine:
    """The minutes of a path: as the questionnaire counts them, and as people took them, where that may be shown."""

    path: str
    core: str
    second: str
    over: bool
    took_core: str
    took_second: str


def about(programme: Programme) -> tuple[Told, ...]:
    """Participation, responses and the two kinds of breakoff, through the gate."""
    return tuple(_told(name, reading.answer(programme, parse(spelled))) for name, spelled in ASKED)


def paths(questionnaire: Questionnaire, timings: Sequence[Row]) -> tuple[PathLine, ...]:
    """Every path in the order in which it is offered; ``timings`` as the last release tells them."""
    found: dict[Belonging, dict[Part, float]] = {}
    for path in path_lengths(questionnaire):
        found.setdefault(path.belonging, {})[path.part] = path.minutes
    took = minutes_taken(questionnaire, timings)
    return tuple(
        PathLine(
            labels(questionnaire, belonging),
            _minutes(parts[Part.CORE]),
            _minutes(parts[Part.SECOND]),
            _over(parts),
            *(_took(took.get(belonging.name, {}).get(part)) for part in (Part.CORE, Part.SECOND)),
        )
        for belonging, parts in found.items()
    )


def timings_of(programme: Programme) -> list[Row]:
    """As the last release of the version that is shown tells them."""
    version = shown_version(programme)
    last = version.releases.last() if version else None
    return [tuple(row) for row in last.timings] if last else []


def budget() -> tuple[str, str]:
    """Minutes that the core and the second part may take."""
    return f"{BUDGET[Part.CORE]:g}", f"{BUDGET[Part.SECOND]:g}"


def _told(name: str, found: Table | Unresolved) -> Told:
    if isinstance(found, Unresolved):
        return Told(name, None, found.detail)
    return Told(name, shown(found), "")


def _took(minutes: Minutes | None) -> str:
    return NOT_TOLD if minutes is None else f"{minutes.middle:g}; {minutes.upper:g}"


def _minutes(minutes: float) -> str:
    return f"{minutes:.1f}"


def _over(parts: dict[Part, float]) -> bool:
    return any(minutes > BUDGET[part] for part, minutes in parts.items())
