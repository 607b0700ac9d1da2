"""What coding adds to the phases: in which share of a phase's sessions, answers or meetings a code was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from thinking_together.analysis.tables import Dimension, Kind, RawCell, RawTable
from thinking_together.evidence.figures import FigureInfo, Mode, Reason, Selection, Unresolved
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.canonical import EVERYTHING, Kin, Line, share_cells, unit_cells
from thinking_together.synthesis.catalogue import CodedFigure, PhaseCatalogue, load_catalogue
from thinking_together.synthesis.coded import Coded, load_coded

MANY_CODES = "One text can hold several codes, so shares can add up to more than 100%."
ANSWERED_BY_SOME = ("survey",)  # of other phases every text there is has been read
ONE_CODER = "Coded by one person."


def opener(phase: str) -> Callable[[Programme], CodedFigures]:
    """The opener to register for a phase."""
    return lambda programme: CodedFigures(programme, phase)


class CodedFigures:
    """The coded figures of one phase; none where the phase has no texts. Data are read when first asked for."""

    def __init__(self, programme: Programme, phase: str) -> None:
        self.programme = programme
        self.phase = phase

    @cached_property
    def coded(self) -> Coded:
        return load_coded(self.programme, self.phase)

    @cached_property
    def catalogue(self) -> PhaseCatalogue:
        return load_catalogue(self.programme, self.phase, self.coded)

    @cached_property
    def _entries(self) -> dict[str, tuple[FigureInfo, CodedFigure]]:
        if not Text.objects.filter(programme=self.programme, phase=self.phase).exists():
            return {}
        return {figure.name: (self.catalogue.info(figure), figure) for figure in self.catalogue.figures()}

    def figures(self) -> Sequence[FigureInfo]:
        return [info for info, _ in self._entries.values()]

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        """Shares of units (or numbers of passages); passages unit by unit where sessions or meetings are named."""
        measure = selection.value("measure")
        if measure is None:
            return Unresolved(Reason.UNKNOWN, "ask for one measure: units or passages")
        info, figure = self._entries[selection.info.name]
        lines = _lines(figure, selection)
        sectors = selection.choice("sector")
        unit_name = self.catalogue.unit_name
        units = selection.choice(unit_name) if unit_name else EVERYTHING
        if units.mode is not Mode.ALL:
            if sectors.mode is not Mode.ALL:
                told = f"in one {unit_name} a sector may be one person; ask by sector or by {unit_name}"
                return Unresolved(Reason.SUPPRESSED, told)
            cells = unit_cells(self.coded, lines, unit_name, units.values, measure)
            return self._table(info, selection, cells, Kind.COUNT)
        cells = share_cells(self.coded, lines, sectors, info.policy, measure, self._kin)
        return self._table(info, selection, cells, Kind.COUNT if measure == "passages" else info.kind)

    @cached_property
    def _kin(self) -> tuple[Kin, ...]:
        """Every set of codes that a question can ask for."""
        figures = [figure for _, figure in self._entries.values()]
        return tuple(Kin(figure.codes, tuple(codes for _, _, codes in figure.rows)) for figure in figures)

    def _table(
        self,
        info: FigureInfo,
        selection: Selection,
        cells: tuple[RawCell, ...],
        kind: Kind,
    ) -> RawTable:
        dimensions = tuple(
            Dimension(d.name, d.label, tuple(value for value in d.values if value[0] in choice.values))
            for d, (_, choice) in zip(info.dimensions, selection.choices, strict=True)
            if choice.mode is Mode.EACH
        )
        return RawTable(
            title=self.catalogue.title(selection, kind),
            kind=kind,
            unit=info.unit if kind is Kind.PROPORTION else "passages",
            dimensions=dimensions,
            cells=cells,
            source=info.source,
            policy=info.policy,
            method=self._method(info) if kind is Kind.PROPORTION else "Count of distinct passages",
            notes=self._notes(dimensions, kind),
            full_count=self.phase not in ANSWERED_BY_SOME,
        )

    def _method(self, info: FigureInfo) -> str:
        return f"{info.method}; 95% Wilson score interval" if self.phase in ANSWERED_BY_SOME else info.method

    def _notes(self, dimensions: tuple[Dimension, ...], kind: Kind) -> tuple[str, ...]:
        notes = []
        if kind is Kind.PROPORTION and any(d.name in ("theme", "child") for d in dimensions):
            notes.append(MANY_CODES)
        if self.coded.coders == 1:
            notes.append(ONE_CODER)
        return tuple(notes)


def _lines(figure: CodedFigure, selection: Selection) -> tuple[Line, ...]:
    choice = selection.choice(figure.rows_name) if figure.rows_name else EVERYTHING
    if choice.mode is Mode.ALL:
        return (Line(figure.codes, ()),)
    rows = {code: codes for code, _, codes in figure.rows}
    return tuple(Line(rows[code], ((figure.rows_name, code),)) for code in choice.values)
