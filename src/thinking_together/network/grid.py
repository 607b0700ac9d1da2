"""Counts by row and sector with all that adds up among them, whichever of them are asked for.

The whole grid is always built: every sector, all sectors together, every row and, where rows add up, all rows
together. So a cell is shown or hidden the same way however it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from thinking_together.analysis.tables import RawCell, Relation, keys
from thinking_together.evidence.figures import Choice, Mode

ALL = ""  # the column of all sectors, the row of all rows
REST = "\0rest"  # the sectors that a pool leaves out


@dataclass(frozen=True, slots=True)
class Tally:
    """A count, what it is a share of (``None`` where that is not known), and the group it speaks about."""

    numerator: float
    denominator: float | None = None
    group: float | None = None


def together(tallies: Iterable[Tally]) -> Tally:
    """Several counts as one."""
    tallies = tuple(tallies)
    of = [t.denominator for t in tallies if t.denominator is not None]
    groups = [t.group for t in tallies if t.group is not None]
    return Tally(sum(t.numerator for t in tallies), sum(of) if of else None, sum(groups) if groups else None)


@dataclass
class Grid:
    """``rows`` are codes, or only ``ALL``; ``row_name`` is the key they stand under. ``add_up``: rows are parts."""

    sectors: Sequence[str]
    rows: Sequence[str]
    row_name: str
    tally: Callable[[str, str], Tally]
    add_up: bool = False
    cells: list[RawCell] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    _at: dict[tuple[str, str], int] = field(default_factory=dict)

    def build(self, sector: Choice, row: Choice | None) -> Grid:
        """Fills cells and relations, with those wanted that the choices ask for."""
        groups = {code: (code,) for code in self.sectors} | {ALL: tuple(self.sectors)}
        if sector.mode is Mode.POOL:
            groups[sector.code] = sector.values
            groups[REST] = tuple(code for code in self.sectors if code not in sector.values)
        wanted = {ALL} if sector.mode is Mode.ALL else {sector.code or code for code in sector.values}
        for of in (*self.rows, ALL) if self.add_up else self.rows:
            asked = of in row.values if row and row.values else of == ALL
            self._row(of, groups, wanted if asked else set(), row)
        self._columns(groups)
        return self

    def _row(self, of: str, groups: dict[str, tuple[str, ...]], wanted: set[str], row: Choice | None) -> None:
        for group, members in groups.items():
            self._at[of, group] = len(self.cells)
            told = {"sector": group} if group else {}
            told |= {self.row_name: of} if of else {}
            total = together(self._tally(of, code) for code in members)
            self.cells.append(
                RawCell(
                    keys(**told),
                    total.numerator,
                    total.denominator,
                    total.group,
                    derived=group not in self.sectors and group != ALL,
                    wanted=group in wanted,
                )
            )
        for group, members in groups.items():
            if group not in self.sectors and members:
                self._relate((of, group), [(of, code) for code in members])
        if REST in groups:
            pools = [group for group in groups if group not in self.sectors and group != ALL and groups[group]]
            self._relate((of, ALL), [(of, group) for group in pools])

    def _tally(self, of: str, sector: str) -> Tally:
        if of != ALL or not self.add_up:
            return self.tally(of, sector)
        return together(self.tally(row, sector) for row in self.rows)

    def _columns(self, groups: dict[str, tuple[str, ...]]) -> None:
        if self.add_up:
            for group in groups:
                self._relate((ALL, group), [(row, group) for row in self.rows])

    def _relate(self, total: tuple[str, str], parts: list[tuple[str, str]]) -> None:
        if parts:
            self.relations.append(Relation(self._at[total], tuple(self._at[part] for part in parts)))
