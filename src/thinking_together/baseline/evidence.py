"""What the baseline offers as evidence. Agencies are not shamed: their own ratings show only where they signed off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from thinking_together.analysis.baseline import SectionSummary
from thinking_together.analysis.tables import RawCell, RawTable, Source, State, day
from thinking_together.baseline import agreement
from thinking_together.baseline.catalogue import Catalogue, meeting_entries
from thinking_together.baseline.facts import GROUP_RATING, Facts, Shares, gather, together
from thinking_together.baseline.queries import load_assessment
from thinking_together.content.ng225 import section_of, shipped_ng225
from thinking_together.evidence.asked import Asked, cells_asked, raw_table
from thinking_together.evidence.figures import FigureInfo, Selection, Unresolved
from thinking_together.gatherings.models import GatheringKind
from thinking_together.gatherings.queries import Meeting, meetings
from thinking_together.programmes.models import Programme

INSIDE = "shown inside the group only"


class Reader:
    """Figures of one programme's baseline, loaded when first asked for."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def facts(self) -> Facts:
        return gather(load_assessment(self.programme))

    @cached_property
    def meetings(self) -> Sequence[Meeting]:
        return meetings(self.programme, GatheringKind.BASELINE_MEETING)

    @cached_property
    def _entries(self) -> list[FigureInfo]:
        last = max((meeting.day for meeting in self.meetings), default=self.programme.as_of)
        source = Source("NICE baseline assessment", day(last), invented=self.programme.invented)
        entries = meeting_entries(source) if self.meetings else []
        if not self.facts.labels:
            return entries
        names = {partner.code: partner.name for partner in self.programme.partners.all()}
        agencies = tuple((code, names[code]) for code in self.facts.agencies)
        own = Catalogue(self.facts, agencies, source).entries()
        return [*own, *agreement.entries(self.facts.ratings, source), *entries]

    def figures(self) -> Sequence[FigureInfo]:
        """None where the programme has no baseline yet."""
        return self._entries

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        return self._builders.get(selection.info.name, self._section)(selection)

    @property
    def _builders(self) -> dict[str, Callable[[Selection], RawTable]]:
        return {
            "sections": self._sections,
            "ratings": self._ratings,
            "disagreements": self._disagreements,
            "recommendations": self._recommendations,
            "rec": self._recommendation,
            "agencies": lambda selection: raw_table(selection, [RawCell((), len(self.facts.agencies))]),
            agreement.SHARE: lambda selection: agreement.table(selection, self.facts.ratings),
            agreement.BEYOND_CHANCE: lambda selection: agreement.table(selection, self.facts.ratings),
            "meetings": lambda selection: raw_table(selection, [RawCell((), len(self.meetings))]),
            "meetings_online": self._online,
        }

    def _section(self, selection: Selection) -> RawTable:
        """One section: what the group agreed, or what an agency says that lets it be shown."""
        section = selection.info.name
        cells = []
        for asked in cells_asked(selection):
            agency = dict(asked.wanted).get("agency", (GROUP_RATING,))[0]
            if agency != GROUP_RATING and agency not in self.facts.signed:
                cells.append(RawCell(asked.keys, None, state=State.SUPPRESSED, note=INSIDE))
                continue
            shares = together([self.facts.summaries[section, agency]])
            cells.append(RawCell(asked.keys, _count(shares, asked), shares.relevant))
        return raw_table(selection, cells, (_against(), *self._not_agreed([section])))

    def _sections(self, selection: Selection) -> RawTable:
        cells = []
        for asked in cells_asked(selection):
            shares = together(self._group(asked))
            cells.append(RawCell(asked.keys, _count(shares, asked), shares.relevant))
        return raw_table(selection, cells, (_against(), *self._not_agreed(self.facts.sections)))

    def _ratings(self, selection: Selection) -> RawTable:
        cells = [RawCell(asked.keys, _count(together(self._group(asked)), asked)) for asked in cells_asked(selection)]
        return raw_table(selection, cells, (_against(),))

    def _group(self, asked: Asked) -> list[SectionSummary]:
        wanted = dict(asked.wanted).get("section", self.facts.sections)
        return [self.facts.summaries[section, GROUP_RATING] for section in wanted]

    def _disagreements(self, selection: Selection) -> RawTable:
        return self._numbers(selection, self.facts.disagreed)

    def _recommendations(self, selection: Selection) -> RawTable:
        return self._numbers(selection, self.facts.agreed)

    def _numbers(self, selection: Selection, chosen: Sequence[str] | frozenset[str] | dict) -> RawTable:
        cells = [
            RawCell(asked.keys, sum(asked.takes({"section": (section_of(number),)}) for number in chosen))
            for asked in cells_asked(selection)
        ]
        return raw_table(selection, cells, (_against(),))

    def _recommendation(self, selection: Selection) -> RawTable:
        """A recommendation is 1 under the rating agreed and 0 under the others; no data where none is agreed yet."""
        cells = []
        for asked in cells_asked(selection):
            (number,) = dict(asked.wanted)["number"]
            rating = self.facts.agreed.get(number)
            count = None if rating is None else int(asked.without("number").takes({"rating": (rating,)}))
            cells.append(RawCell(asked.keys, count, state=State.NO_DATA if count is None else None))
        return raw_table(selection, cells, (_against(),))

    def _online(self, selection: Selection) -> RawTable:
        online = sum(meeting.online for meeting in self.meetings)
        return raw_table(selection, [RawCell((), online, len(self.meetings))])

    def _not_agreed(self, sections: Sequence[str]) -> tuple[str, ...]:
        waiting = together(self.facts.summaries[section, GROUP_RATING] for section in sections).not_answered
        return (f"Not counted: recommendations without an agreed rating ({waiting}).",) if waiting else ()


def _count(shares: Shares, asked: Asked) -> int:
    """Recommendations with the ratings asked for; all of them where the rating is left open."""
    return sum(shares.count(rating) for rating in dict(asked.wanted).get("rating", Shares.__slots__))


def _against() -> str:
    guideline = shipped_ng225()
    return f"Rated by local agencies against NICE guideline {guideline.code} of {day(guideline.edition)}."
