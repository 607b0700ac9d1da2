"""Who took part, where people stopped, and how long the paths are beside their budget."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.reference import parse
from thinking_together.programmes.models import Programme
from thinking_together.survey.length import BUDGET, path_lengths
from thinking_together.survey.paths import labels
from thinking_together.survey.questionnaire import Part, Questionnaire
from thinking_together.survey.results import reading
from thinking_together.survey.results.shown import Shown, shown

ASKED = (
    ("participation", "survey/participation?sector=*"),
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
    """The minutes of a path, as the questionnaire counts them, beside what they may be."""

    path: str
    core: str
    second: str
    over: bool


def about(programme: Programme) -> tuple[Told, ...]:
    """Participation, responses and breakoff, through the gate."""
    return tuple(_told(name, reading.answer(programme, parse(spelled))) for name, spelled in ASKED)


def paths(questionnaire: Questionnaire) -> tuple[PathLine, ...]:
    """Every path in the order in which it is offered."""
    found: dict[str, dict[Part, float]] = {}
    for path in path_lengths(questionnaire):
        found.setdefault(labels(questionnaire, path.belonging), {})[path.part] = path.minutes
    return tuple(
        PathLine(name, _minutes(parts[Part.CORE]), _minutes(parts[Part.SECOND]), _over(parts))
        for name, parts in found.items()
    )


def budget() -> tuple[str, str]:
    """Minutes that the core and the second part may take."""
    return f"{BUDGET[Part.CORE]:g}", f"{BUDGET[Part.SECOND]:g}"


def _told(name: str, found: Table | Unresolved) -> Told:
    if isinstance(found, Unresolved):
        return Told(name, None, found.detail)
    return Told(name, shown(found), "")


def _minutes(minutes: float) -> str:
    return f"{minutes:.1f}"


def _over(parts: dict[Part, float]) -> bool:
    return any(minutes > BUDGET[part] for part, minutes in parts.items())
