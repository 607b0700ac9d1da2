"""Figures about the survey itself: who took part, where people stopped, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from thinking_together.analysis.disclosure import ANSWERING, SURVEY
from thinking_together.analysis.tables import Dimension, Kind, RawCell, RawTable, Source, State, keys
from thinking_together.evidence.figures import FigureDimension, FigureInfo, Mode, Selection
from thinking_together.survey.form.length import sector_minutes
from thinking_together.survey.form.questionnaire import Part
from thinking_together.survey.held.outcomes import USABLE
from thinking_together.survey.held.queries import SurveyData
from thinking_together.survey.models import Outcome

Offer = tuple[FigureInfo, Callable[[Selection], RawTable]]
_NO_SECTOR = ""
_RULE = ANSWERING.name
_STAGES = (("introduction", "At the introduction"), ("questionnaire", "In the questionnaire"))
FEW = SURVEY.small + 1
TOO_FEW_INVITED = "Nobody of it was on the list, or more people answered than were on it."
AAPOR = (
    "AAPOR Standard Definitions (10th edition, 2023): everybody invited is in the denominator, those whom no message "
    "reached among them. A link can be passed on, so somebody who was not invited may be counted."
)
_USABLE_NOTE = "Complete and partial responses (AAPOR): at least half of the core's questions are answered."


class ProcessFigures:
    """Participation, breakoff and length for one programme's survey.

    ``sectors`` holds the name and the headcount of each sector by its code, ``invited`` how many of it were on a list
    of invited people; empty where there was none.
    """

    def __init__(
        self,
        data: SurveyData,
        sectors: Mapping[str, tuple[str, int | None]],
        source: Source,
        invited: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.data = data
        self.invited = invited
        self.sectors = {code: sectors.get(code, (code, None)) for code in data.questionnaire.sectors or sectors}
        self.source = source

    def offers(self) -> Iterator[Offer]:
        """Each figure with the function that answers questions to it."""
        sector = FigureDimension("sector", "Sector", self._names(), pools=True)
        yield (
            self._info("participation", "Participation against headcount", Kind.PROPORTION, (sector,), "sector", _RULE),
            self._participation,
        )
        yield self._info("responses", "Responses", Kind.COUNT, (sector,), "sector", _RULE), self._responses
        if self.invited:
            yield self._info("response_rate_1", "Response rate RR1", Kind.PROPORTION, (), "", _RULE), self._rr1
            rr2 = self._info("response_rate_2", "Response rate RR2", Kind.PROPORTION, (sector,), "sector", _RULE)
            yield rr2, self._rr2
        stage = FigureDimension("stage", "Where people stopped", _STAGES, required=True)
        yield self._info("breakoff", "Breakoff", Kind.PROPORTION, (stage,), "stage"), self._breakoff
        named = FigureDimension("sector", "Sector", self._names())
        part = FigureDimension("part", "Part", tuple((str(p), f"{p} part") for p in Part), default=str(Part.CORE))
        yield (
            self._info("minutes", "Minutes the survey takes", Kind.MEAN, (part, named), "sector", "open"),
            self._minutes,
        )

    def _names(self) -> tuple[tuple[str, str], ...]:
        return tuple((code, name) for code, (name, _) in self.sectors.items())

    def _info(
        self,
        name: str,
        title: str,
        kind: Kind,
        dimensions: tuple[FigureDimension, ...],
        rank: str,
        policy: str = "survey",
    ) -> FigureInfo:
        unit = "minutes" if kind is Kind.MEAN else "respondents"
        return FigureInfo("survey", name, title, kind, unit, dimensions, policy, self.source, rank)

    def _raw(self, selection: Selection, cells: list[RawCell], note: str = "") -> RawTable:
        info = selection.info
        dimensions = tuple(
            Dimension(name, dimension.label, tuple((code, dict(dimension.values)[code]) for code in choice.values))
            for name, choice in selection.choices
            if choice.mode is Mode.EACH and (dimension := info.dimension(name)) is not None
        )
        by = ", by sector" if any(d.name == "sector" for d in dimensions) else ""
        return RawTable(
            info.title + by,
            info.kind,
            info.unit,
            dimensions,
            tuple(cells),
            self.source,
            info.policy,
            notes=(note,) if note else (),
            full_count=True,
        )

    def _usable(self, sector: str) -> int:
        return sum(self.data.outcomes[sector, outcome] for outcome in USABLE)

    def _responses(self, selection: Selection) -> RawTable:
        counts = {code: (float(self._usable(code)), None) for code in self.sectors}
        return self._by_sector(selection, counts, _USABLE_NOTE)

    def _participation(self, selection: Selection) -> RawTable:
        counts = {code: (float(self._usable(code)), headcount) for code, (_, headcount) in self.sectors.items()}
        note = f"{_USABLE_NOTE} With an open link this is not a response rate."
        return self._by_sector(selection, counts, note)

    def _rr1(self, selection: Selection) -> RawTable:
        """Of everybody alone: by sector it would tell, beside RR2, how few stopped in between."""
        by_outcome = Counter[str]()
        for (_, outcome), many in self.data.outcomes.items():
            by_outcome[outcome] += many
        complete, partial, of = by_outcome[Outcome.COMPLETE], by_outcome[Outcome.PARTIAL], sum(self.invited.values())
        few = 0 < partial < FEW
        state, text = (State.NO_DATA, TOO_FEW_INVITED) if of < complete + partial else (None, "")
        cell = RawCell(
            (), float(complete), float(of), group=complete, state=State.SUPPRESSED if few else state, note=text
        )
        return self._raw(selection, [cell], f"Complete responses of all on the list of invited people. {AAPOR}")

    def _rr2(self, selection: Selection) -> RawTable:
        counts = {code: (float(self._usable(code)), self.invited.get(code, 0)) for code in self.sectors}
        note = f"Complete and partial responses of all on the list of invited people. {AAPOR}"
        elsewhere = sum(many for code, many in self.invited.items() if code not in self.sectors)
        return self._by_sector(selection, counts, note, TOO_FEW_INVITED, elsewhere)

    def _by_sector(
        self,
        selection: Selection,
        counts: Mapping[str, tuple[float, int | None]],
        note: str,
        too_few: str = "The headcount is not known, or is below the number of answers.",
        elsewhere: int = 0,
    ) -> RawTable:
        """Sectors, all together, or a pool: as they are asked for. ``too_few``: why a number to divide by is no use.

        ``elsewhere`` is that number of those who stand in no sector of the programme.
        """
        choice = selection.choice("sector")
        share = selection.info.kind is Kind.PROPORTION
        if choice.mode is Mode.ALL:
            unnamed = float(sum(self._usable(s) for s in {s for s, _ in self.data.outcomes} - set(self.sectors)))
            everybody = {**counts, _NO_SECTOR: (unnamed, elsewhere)}
            cells = [self._count(tuple(everybody), everybody, too_few if share else "", _NO_SECTOR)]
        elif choice.mode is Mode.POOL:
            cells = [self._count(choice.values, counts, too_few if share else "", choice.code)]
        else:
            cells = [self._count((code,), counts, too_few if share else "", code) for code in choice.values]
        return self._raw(selection, cells, note)

    def _count(
        self,
        members: tuple[str, ...],
        counts: Mapping[str, tuple[float, int | None]],
        too_few: str,
        code: str,
    ) -> RawCell:
        number = sum(counts[member][0] for member in members)
        heads = [counts[member][1] for member in members]
        known = None if None in heads else sum(head or 0 for head in heads)
        share = bool(too_few)
        state, text = None, ""
        if share and (known is None or known < max(number, 1)):
            state, text = State.NO_DATA, too_few
        if state is not None and known is not None and 0 < number < ANSWERING.smallest_group:
            state, text = State.SUPPRESSED, ""  # that more answered than there are would tell how many at least
        return RawCell(
            keys(sector=code) if code else (),
            number,
            float(known) if share and known is not None else None,
            group=number,
            state=state,
            note=text,
        )

    def _breakoff(self, selection: Selection) -> RawTable:
        by_outcome = {o: sum(n for (_, of), n in self.data.outcomes.items() if of == o) for o in Outcome.values}
        opened = sum(by_outcome.values())
        began = opened - by_outcome[Outcome.INTRODUCTION]
        stages = {
            "introduction": (by_outcome[Outcome.INTRODUCTION], opened),
            "questionnaire": (by_outcome[Outcome.BREAKOFF], began),
        }
        wanted = selection.choice("stage").values
        cells = [
            RawCell(
                keys(stage=stage),
                float(left),
                float(of),
                state=None if of else State.NO_DATA,
                wanted=stage in wanted,
            )
            for stage, (left, of) in stages.items()
        ]
        note = "At the introduction: of all who started the survey. In the questionnaire: of those who gave an answer."
        return self._raw(selection, cells, note)

    def _minutes(self, selection: Selection) -> RawTable:
        part = selection.value("part") or str(Part.CORE)
        minutes = sector_minutes(self.data.questionnaire, Part(part))
        asked = selection.choice("sector")
        values = {code: minutes.get(code, minutes.get("", 0.0)) for code in asked.values}
        if asked.mode is Mode.ALL:
            values = {"": max(minutes.values())}
        cells = [
            RawCell(keys(part=part, **({"sector": code} if code else {})), found, 1.0) for code, found in values.items()
        ]
        note = "Counted from the questionnaire at 10.6 seconds a point; all sectors: the longest path."
        return self._raw(selection, cells, note)
