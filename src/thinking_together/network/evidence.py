"""The learning network as evidence: members, reach, interests, events, attendance and what people said of events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from thinking_together.analysis.disclosure import OPEN, SURVEY
from thinking_together.analysis.tables import Dimension, RawCell, RawTable, Source, day, keys
from thinking_together.evidence.asked import cells_asked, raw_table
from thinking_together.evidence.figures import Choice, FigureInfo, Mode, Selection, Unresolved
from thinking_together.network.catalogue import infos
from thinking_together.network.grid import ALL, Grid, Tally
from thinking_together.network.queries import Network, network
from thinking_together.programmes.models import Programme

NO_HEADCOUNT = "Left out, for the headcount is not known or below the number of members"
ATTENDED = "Places attended; one person may come to several events."


def open_figures(programme: Programme) -> NetworkFigures:
    return NetworkFigures(programme)


class NetworkFigures:
    """The open figures of one programme's network."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def data(self) -> Network:
        return network(self.programme)

    @cached_property
    def _source(self) -> Source:
        at = day(self.programme.as_of)
        return Source("Learning network of the programme", f"as of {at}", invented=self.programme.invented)

    def figures(self) -> Sequence[FigureInfo]:
        return infos(self.data, self._source)

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        build: dict[str, Callable[[Selection], RawTable]] = {
            "members": self._members,
            "reach": self._reach,
            "interests": self._interests,
            "attendance": self._attendance,
            "events": self._events,
            "evaluation": self._evaluation,
        }
        return build[selection.info.name](selection)

    def _members(self, selection: Selection) -> RawTable:
        def tally(_: str, sector: str) -> Tally:
            return Tally(self.data.members[sector], group=self.data.headcounts.get(sector))

        return self._table(selection, Grid(self._sectors(), (ALL,), "", tally).build(_sector(selection), None))

    def _reach(self, selection: Selection) -> RawTable:
        def tally(_: str, sector: str) -> Tally:
            return Tally(self.data.members[sector], self.data.counted()[sector])

        grid = Grid(tuple(self.data.counted()), (ALL,), "", tally).build(_sector(selection), None)
        left_out = [name for code, name in self.data.sectors if code not in self.data.counted()]
        notes = (f"{NO_HEADCOUNT}: {', '.join(left_out)}.",) if left_out else ()
        return self._table(selection, grid, notes=notes)

    def _interests(self, selection: Selection) -> RawTable:
        def tally(interest: str, sector: str) -> Tally:
            return Tally(self.data.interests[interest, sector], self.data.members[sector])

        grid = Grid(self._sectors(), self.data.interest_codes(), "interest", tally)
        return self._table(selection, grid.build(_sector(selection), selection.choice("interest")))

    def _attendance(self, selection: Selection) -> RawTable:
        """How many came is about the event; from which sector they came is about people."""
        attended = self.data.attended()
        events = tuple(event.code for event in self.data.events)
        sector = _sector(selection)

        def tally(event: str, code: str) -> Tally:
            return Tally(attended[event, code])

        grid = Grid(self._sectors(), events, "event", tally, add_up=True)
        policy = OPEN.name if sector.mode is Mode.ALL else SURVEY.name
        return self._table(selection, grid.build(sector, selection.choice("event")), policy, (ATTENDED,))

    def _events(self, selection: Selection) -> RawTable:
        kind = selection.choice("kind")
        kinds = [event.kind.value for event in self.data.events]
        if kind.mode is Mode.ALL:
            cells = [RawCell(keys(), len(kinds))]
        else:
            cells = [RawCell(keys(kind=code), kinds.count(code)) for code in kind.values]
        return self._raw(selection, tuple(cells), selection.info.policy, ())

    def _evaluation(self, selection: Selection) -> RawTable:
        """The mean of the points: those who left a statement out are not counted for it."""
        cells = []
        for asked in cells_asked(selection):
            (item,), (event,) = (dict(asked.wanted)[name] for name in ("item", "event"))
            given = self.data.evaluations[event].get(item, ())
            cells.append(RawCell(asked.keys, sum(given), len(given), group=len(given)))
        return raw_table(selection, cells)

    def _sectors(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.data.sectors)

    def _table(
        self, selection: Selection, grid: Grid, policy: str | None = None, notes: tuple[str, ...] = ()
    ) -> RawTable:
        made = self._raw(selection, tuple(grid.cells), policy or selection.info.policy, notes)
        return replace(made, relations=tuple(grid.relations))

    def _raw(self, selection: Selection, cells: tuple[RawCell, ...], policy: str, notes: tuple[str, ...]) -> RawTable:
        info = selection.info
        dimensions = _dimensions(selection)
        by = " and ".join(dimension.label.lower() for dimension in dimensions)
        return RawTable(
            title=f"{info.title}, by {by}" if by else info.title,
            kind=info.kind,
            unit=info.unit,
            dimensions=dimensions,
            cells=cells,
            source=info.source,
            policy=policy,
            notes=notes,
            full_count=True,
        )


def _sector(selection: Selection) -> Choice:
    return selection.choice("sector")


def _dimensions(selection: Selection) -> tuple[Dimension, ...]:
    found = []
    for figure in selection.info.dimensions:
        choice = selection.choice(figure.name)
        if choice.mode is Mode.EACH:
            values = tuple(value for value in figure.values if value[0] in choice.values)
            found.append(Dimension(figure.name, figure.label, values))
    return tuple(found)
