"""The evidence gap map: how much there is for whom about what.

A cell with little is a gap; one with a great deal is over-saturated, where more of the same helps nobody. Where the
lines lie is a choice of the review, so both thresholds are given. Source: Snilstveit B et al (2016), "Evidence & Gap
Maps", J Clin Epidemiol 79, 120-129.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapRecord:
    """A record with every audience and topic it speaks to; it stands in each cell of both."""

    key: str
    audiences: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapCell:
    audience: str
    topic: str
    count: int
    gap: bool
    over_saturated: bool


@dataclass(frozen=True, slots=True)
class MapMargin:
    """Records for one audience (any topic) or on one topic (any audience), each once: not a sum of cells."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class GapMap:
    """``cells`` row by row: the first audience with every topic in order, then the next."""

    cells: tuple[MapCell, ...]
    audiences: tuple[MapMargin, ...]
    topics: tuple[MapMargin, ...]
    records: int

    def at(self, audience: str, topic: str) -> MapCell:
        for cell in self.cells:
            if (cell.audience, cell.topic) == (audience, topic):
                return cell
        raise KeyError((audience, topic))


def gap_map(
    records: Iterable[MapRecord],
    audiences: Sequence[str],
    topics: Sequence[str],
    *,
    gap_at_most: int = 0,
    saturated_from: int = 10,
) -> GapMap:
    """Counts and flags of every audience and topic, empty cells included.

    A cell is a gap with ``gap_at_most`` records or fewer, over-saturated with ``saturated_from`` or more.
    ``ValueError`` for a record with an unknown audience or topic, or thresholds that overlap.
    """
    if not 0 <= gap_at_most < saturated_from:
        raise ValueError(f"a gap of at most {gap_at_most} and saturation from {saturated_from} overlap")
    cells: dict[tuple[str, str], set[str]] = {(a, t): set() for a in audiences for t in topics}
    rows: dict[str, set[str]] = {a: set() for a in audiences}
    columns: dict[str, set[str]] = {t: set() for t in topics}
    keys: set[str] = set()
    for record in records:
        keys.add(record.key)
        for name, known, what in ((record.audiences, rows, "audience"), (record.topics, columns, "topic")):
            _place(record.key, name, known, what)
        for place in ((a, t) for a in record.audiences for t in record.topics):
            cells[place].add(record.key)
    return GapMap(
        tuple(
            MapCell(a, t, len(who), len(who) <= gap_at_most, len(who) >= saturated_from)
            for (a, t), who in cells.items()
        ),
        tuple(MapMargin(name, len(who)) for name, who in rows.items()),
        tuple(MapMargin(name, len(who)) for name, who in columns.items()),
        len(keys),
    )


def _place(key: str, names: Iterable[str], known: dict[str, set[str]], what: str) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"record '{key}' names the {what} '{name}', which the map does not have")
        known[name].add(key)
