"""What a phase offers: figures with their dimensions, and the register the phases fill.

A phase registers an opener in its ``AppConfig.ready()``. Opening reads the programme's data once and returns a
reader that answers many questions; questions reach it already checked against the figure's own dimensions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from thinking_together.analysis.tables import Kind, RawTable, Source
from thinking_together.programmes.models import Programme


class Reason(StrEnum):
    """Why a reference has no answer."""

    UNKNOWN = "unknown"  # no such figure, key or value
    SUPPRESSED = "suppressed"
    NOT_ASKED = "not_asked"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """No answer, with the reason and a sentence a person can act on."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class FigureDimension:
    """One key of a figure. Left out of a reference it means all values together, or ``default`` where there is one."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]  # (code, label) in order
    pools: bool = False  # whether values can be added together (``a+b``, ``-a``)
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class FigureInfo:
    """A figure in the catalogue. ``rank`` names the dimension whose values are compared by *first* and *list*."""

    phase: str
    name: str
    title: str
    kind: Kind
    unit: str
    dimensions: tuple[FigureDimension, ...]
    policy: str
    source: Source
    rank: str = ""
    method: str = ""

    def dimension(self, name: str) -> FigureDimension | None:
        return next((d for d in self.dimensions if d.name == name), None)


class Mode(StrEnum):
    ALL = "all"  # everything together
    ONE = "one"
    EACH = "each"
    POOL = "pool"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reference asks of one dimension; ``values`` are codes that exist, empty only for ALL.

    ``code`` names the pooled group in the table's keys (as the reference spells it).
    """

    mode: Mode
    values: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """A reference after its keys and values have been checked against the figure."""

    info: FigureInfo
    edition: str
    choices: tuple[tuple[str, Choice], ...]  # one for every dimension of the figure, in its order

    def choice(self, name: str) -> Choice:
        return dict(self.choices)[name]

    def value(self, name: str) -> str | None:
        """The one value asked for, or ``None`` where none or several are."""
        choice = self.choice(name)
        return choice.values[0] if choice.mode is Mode.ONE else None


class FigureReader(Protocol):
    """A phase's open figures for one programme."""

    def figures(self) -> Sequence[FigureInfo]:
        """The catalogue."""

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        """Counts for a checked question. Cells the disclosure rule must see are included with ``wanted=False``."""


Opener = Callable[[Programme], FigureReader]
_openers: dict[tuple[str, str], Opener] = {}


def register(phase: str, name: str, opener: Opener) -> None:
    """Adds figures to a phase. ``name`` tells two registrations for one phase apart (an app's label)."""
    _openers[phase, name] = opener


def openers(phase: str) -> list[Opener]:
    """The openers of a phase, the phase's own first: of two figures with one name the first counts."""
    found = [(name != phase, name, opener) for (of, name), opener in _openers.items() if of == phase]
    return [opener for _, _, opener in sorted(found, key=lambda entry: entry[:2])]


def phases() -> list[str]:
    return sorted({phase for phase, _ in _openers})
