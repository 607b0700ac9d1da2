"""Local data as evidence: one figure for each indicator, as published or as a share of another's count."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from thinking_together.analysis.tables import RawTable
from thinking_together.evidence.figures import FigureInfo, Selection, Unresolved
from thinking_together.local_data.catalogue import info_of
from thinking_together.local_data.queries import LocalData, local_data
from thinking_together.local_data.question import ask
from thinking_together.local_data.rawtable import TableBuilder
from thinking_together.programmes.models import Programme


def open_figures(programme: Programme) -> LocalFigures:
    return LocalFigures(programme)


class LocalFigures:
    """The open figures of one programme's local data."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def data(self) -> LocalData:
        return local_data(self.programme)

    def figures(self) -> Sequence[FigureInfo]:
        held = self.data.by_indicator
        return [info_of(self.data, indicator) for indicator in self.data.indicators if indicator.code in held]

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        """The figures asked for, with every count of the same area and period that could give one away."""
        question = ask(self.data, selection)
        if isinstance(question, Unresolved):
            return question
        return TableBuilder(self.data, question, selection.info).table()
