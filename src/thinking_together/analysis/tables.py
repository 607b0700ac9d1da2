"""The shapes in which figures travel.

Two kinds of table, and the difference between them is the disclosure gate. A ``RawTable`` holds counts as they
are and never leaves the program; a ``Table`` holds ``Statistic`` values that the gate has let through. Only
``thinking_together.evidence.gate`` turns the first into the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Keys = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """What a number is, which decides its interval and the formats that may show it."""

    COUNT = "count"  # how many; no denominator
    PROPORTION = "proportion"  # numerator of denominator, 0 to 1
    RATE = "rate"  # events over a population, times a multiplier
    MEAN = "mean"  # a mean; numerator is the sum


class State(StrEnum):
    """Whether a cell shows its value, and if not, why. Suppressed is never 0 and never blank."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    NOT_ASKED = "not_asked"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from, as a reader needs to know it."""

    name: str
    date: str = ""  # as a reader writes it: "March 2023", "2020/21"
    url: str = ""
    licence: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """A named direction of a table: its code, its label, and (code, label) of every value in order."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]

    def label_of(self, code: str) -> str:
        return dict(self.values).get(code, code)


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure after the gate.

    ``value``, ``lower`` and ``upper`` are in the unit of ``kind``: a proportion lies in 0..1, a rate is already
    multiplied. They are ``None`` unless ``state`` is shown.
    """

    keys: Keys
    kind: Kind
    state: State
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    multiplier: float = 1.0
    method: str = ""
    note: str = ""

    def key(self, name: str) -> str | None:
        return dict(self.keys).get(name)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that may be shown, with all a reader needs beside them.

    ``dimensions`` are those that vary (empty for a single figure). ``policy`` names the disclosure rule. A
    ``full_count`` counts everything there was (all sessions held, all records kept): nothing was sampled, so its
    shares have no interval.
    """

    title: str
    kind: Kind
    unit: str  # what is counted: "respondents", "sessions", "records", "admissions"
    dimensions: tuple[Dimension, ...]
    statistics: tuple[Statistic, ...]
    source: Source
    policy: str
    method: str = ""
    notes: tuple[str, ...] = ()
    full_count: bool = False

    def one(self) -> Statistic:
        """The only statistic of a single-figure table; ``ValueError`` when there is not exactly one."""
        (only,) = self.statistics
        return only

    def at(self, **keys: str) -> Statistic:
        """The statistic with exactly these key values among its keys; ``KeyError`` when there is none."""
        for statistic in self.statistics:
            have = dict(statistic.keys)
            if all(have.get(name) == value for name, value in keys.items()):
                return statistic
        raise KeyError(keys)

    def shown(self) -> tuple[Statistic, ...]:
        return tuple(s for s in self.statistics if s.state is State.SHOWN)

    def suppressed(self) -> int:
        return sum(s.state is State.SUPPRESSED for s in self.statistics)


class RawCell(NamedTuple):
    """A count before the gate; a tuple, since a table of one item has thousands.

    ``group`` is the number of people the cell speaks about, for the smallest-group rule (default: the
    denominator). ``published`` carries value, lower and upper that the source computed itself (a standardised
    rate cannot be computed again from its counts). ``derived`` cells pool others and are shown only where those that
    are shown add up to them already. ``wanted`` is false for cells that are here only because the rule must see them;
    ``unasked`` ones no question at all can ask for, so they give way first; ``seldom`` asked ones give way next.
    """

    keys: Keys
    numerator: float | None
    denominator: float | None = None
    group: float | None = None
    state: State | None = None
    published: tuple[float | None, float | None, float | None] | None = None
    method: str = ""
    note: str = ""
    derived: bool = False
    sensitive: bool = False
    wanted: bool = True
    unasked: bool = False
    seldom: bool = False


class Relation(NamedTuple):
    """``cells[total]`` is the sum of ``cells[i] for i in parts``: whoever knows all but one knows the last.

    ``pools``: the parts are groups of people, and any of them may be asked for together. ``later``: the total counts
    what the first part counted in an earlier release, and whoever came since.
    """

    total: int
    parts: tuple[int, ...]
    pools: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """Counts before the gate: every cell the rule must see, and how they add up."""

    title: str
    kind: Kind
    unit: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[RawCell, ...]
    source: Source
    policy: str
    relations: tuple[Relation, ...] = ()
    multiplier: float = 1.0
    method: str = ""
    notes: tuple[str, ...] = field(default=())
    full_count: bool = False


def keys(**values: str) -> Keys:
    """``keys(sector="health", option="yes")`` in a stable order."""
    return tuple(sorted(values.items()))


def dimension(name: str, label: str, values: Iterable[tuple[str, str]]) -> Dimension:
    return Dimension(name, label, tuple(values))


def day(value: date) -> str:
    """A date as readers of the report see it: ``3 March 2023``."""
    return f"{value.day} {value:%B %Y}"
