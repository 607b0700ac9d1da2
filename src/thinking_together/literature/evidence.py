"""What the review offers as evidence. Records are published documents, so figures are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from thinking_together.analysis.tables import RawCell, RawTable, Source, day
from thinking_together.evidence.asked import Asked, cells_asked, raw_table
from thinking_together.evidence.figures import FigureInfo, Selection, Unresolved
from thinking_together.literature.agreement import METHOD, agreement_at, cell, told
from thinking_together.literature.catalogue import SATURATION, SHARES, Catalogue
from thinking_together.literature.facts import GAP_AT_MOST, SATURATED_FROM, Facts, Unit, gather
from thinking_together.literature.queries import load_review
from thinking_together.literature.review import Review
from thinking_together.programmes.models import Programme

MANY = "A record counts for every {what} it has, so shares add up to more than 100%."


class Reader:
    """Figures of one programme's review, loaded when first asked for."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def review(self) -> Review:
        return load_review(self.programme)

    @cached_property
    def facts(self) -> Facts:
        return gather(self.review)

    @cached_property
    def _entries(self) -> list[FigureInfo]:
        last = self.facts.last_day or self.programme.as_of
        source = Source("Rapid review of grey literature", day(last), invented=self.programme.invented)
        return Catalogue(self.review, self.facts, source).entries() if self.review.records else []

    def figures(self) -> Sequence[FigureInfo]:
        """None where the programme has no review yet."""
        return self._entries

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        name = selection.info.name
        if name in SHARES or name == "endorsed":
            return self._shares(selection)
        return self._builders[name](selection)

    @property
    def _builders(self) -> dict[str, Callable[[Selection], RawTable]]:
        return {
            "flow": self._flow,
            "excluded": self._excluded,
            "map": self._map,
            "saturation": self._saturation,
            "appraisal": self._appraisal,
            "agreement": self._agreement,
        }

    def _flow(self, selection: Selection) -> RawTable:
        flow = self.facts.flow
        cells = [
            RawCell(asked.keys, sum(getattr(flow, stage) for stage in dict(asked.wanted)["stage"]))
            for asked in cells_asked(selection)
        ]
        return raw_table(selection, cells, ("Counted from the log of searches and decisions as PRISMA 2020 asks.",))

    def _excluded(self, selection: Selection) -> RawTable:
        units: list[Unit] = [
            {"reason": (tally.name,)} for tally in self.facts.flow.excluded_with_reasons for _ in range(tally.count)
        ]
        return raw_table(selection, [RawCell(a.keys, _count(a, units)) for a in cells_asked(selection)])

    def _map(self, selection: Selection) -> RawTable:
        cells = [
            RawCell(asked.keys, _count(asked, self.facts.described), note=self._mark(asked))
            for asked in cells_asked(selection)
        ]
        return raw_table(selection, cells, (_thresholds(), "A record counts for each of its audiences and topics."))

    def _mark(self, asked: Asked) -> str:
        """What the map says of one cell; nothing where the question pools cells."""
        audience, topic = asked.only("audience"), asked.only("topic")
        if audience is None or topic is None:
            return ""
        cell = self.facts.map.at(audience, topic)
        return "gap" if cell.gap else "over-saturated" if cell.over_saturated else ""

    def _saturation(self, selection: Selection) -> RawTable:
        units: list[Unit] = [
            {"audience": (c.audience,), "state": (_state(c.gap, c.over_saturated),)} for c in self.facts.map.cells
        ]
        return raw_table(
            selection, [RawCell(a.keys, _count(a, units)) for a in cells_asked(selection)], (_thresholds(),)
        )

    def _shares(self, selection: Selection) -> RawTable:
        described = self.facts.described
        name = selection.info.name
        whole: tuple[tuple[str, tuple[str, ...]], ...] = (("endorsed", ("yes",)),) if name == "endorsed" else ()
        cells = [
            RawCell(asked.keys, _count(Asked(asked.keys, asked.wanted + whole), described), len(described))
            for asked in cells_asked(selection)
        ]
        notes = [MANY.format(what=name)] if name in ("audience", "topic") else []
        waiting = self.facts.flow.included - len(described)
        if waiting:
            notes.append(f"Not counted: included records that have not been described yet ({waiting}).")
        return raw_table(selection, cells, tuple(notes))

    def _appraisal(self, selection: Selection) -> RawTable:
        appraised = self.facts.appraised
        cells = []
        for asked in cells_asked(selection):
            (criterion,) = dict(asked.wanted)["criterion"]
            units: list[Unit] = [{"judgement": unit[criterion]} for unit in appraised]
            cells.append(RawCell(asked.keys, _count(asked.without("criterion"), units), len(appraised)))
        return raw_table(selection, cells, ("Six judgements beside each other, never added up to one score.",))

    def _agreement(self, selection: Selection) -> RawTable:
        stages = [(asked, asked.only("stage") or "") for asked in cells_asked(selection)]
        found = [(asked, agreement_at(self.review, stage)) for asked, stage in stages]
        notes = tuple(told(stage) for _, stage in found if stage.share.value is not None)
        table = raw_table(selection, [cell(asked, stage) for asked, stage in found], notes)
        return replace(table, method=METHOD, full_count=False)  # it has an interval, which a report may cite


def _state(gap: bool, over_saturated: bool) -> str:
    return SATURATION[0 if gap else 2 if over_saturated else 1][0]


def _count(asked: Asked, units: Sequence[Unit]) -> int:
    return sum(asked.takes(unit) for unit in units)


def _thresholds() -> str:
    few = "no record" if GAP_AT_MOST == 0 else f"at most {GAP_AT_MOST} records"
    return f"A gap is a cell with {few}; a cell is over-saturated from {SATURATED_FROM} records."
