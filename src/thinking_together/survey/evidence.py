"""What the survey offers as evidence: a figure for every item, and figures about the survey itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from thinking_together.analysis.tables import RawTable, Source
from thinking_together.evidence.figures import FigureInfo, Reason, Selection, Unresolved
from thinking_together.programmes.models import Programme
from thinking_together.survey.figures.figures_of_items import ItemFigures
from thinking_together.survey.figures.figures_of_process import ProcessFigures
from thinking_together.survey.held.queries import SurveyData, data_of, invited_of, survey_data
from thinking_together.survey.models import QuestionnaireVersion

Answer = Callable[[Selection], RawTable | Unresolved]


@dataclass(frozen=True, slots=True)
class Offer:
    """A figure in the catalogue and what answers questions to it."""

    info: FigureInfo
    answer: Answer


class SurveyFigures:
    """A programme's survey, read when it is first asked about; of the version that is shown, or of an earlier one.

    ``data`` are answers that are read already.
    """

    def __init__(
        self, programme: Programme, version: QuestionnaireVersion | None = None, data: SurveyData | None = None
    ) -> None:
        self.programme = programme
        self.version = version
        self.given = data

    def figures(self) -> Sequence[FigureInfo]:
        return [offer.info for offer in self._offers.values()]

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        data = self._data
        if data is None:
            return Unresolved(Reason.NO_DATA, "the programme has no survey")
        if selection.edition and selection.edition != data.questionnaire.version:
            known = data.questionnaire.version
            return Unresolved(Reason.UNKNOWN, f"the survey has no version '{selection.edition}' (it has {known})")
        return self._offers[selection.info.name].answer(selection)

    @cached_property
    def _data(self) -> SurveyData | None:
        if self.given is not None:
            return self.given
        return data_of(self.version) if self.version else survey_data(self.programme)

    @cached_property
    def _offers(self) -> dict[str, Offer]:
        if self._data is None:
            return {}
        sectors = {s.code: s for s in self.programme.sectors.all()}
        source = source_of(self.programme, self._data)
        items = ItemFigures(self._data, {code: s.name for code, s in sectors.items()}, source)
        heads = {code: (s.name, s.headcount) for code, s in sectors.items()}
        process = ProcessFigures(self._data, heads, source, invited_of(self.programme, self._data.questionnaire))
        offers = [Offer(info, answer) for info, answer in (*process.offers(), *items.offers())]
        return {offer.info.name: offer for offer in offers}


def open_survey(programme: Programme) -> SurveyFigures:
    return SurveyFigures(programme)


def source_of(programme: Programme, data: SurveyData) -> Source:
    """Where survey figures come from, with the months in which people answered."""
    months = ""
    if data.days:
        first, last = (f"{day:%B %Y}" for day in data.days)
        months = first if first == last else f"{first} to {last}"
    return Source(f"Workforce survey, {programme.place}", months, invented=programme.invented)
