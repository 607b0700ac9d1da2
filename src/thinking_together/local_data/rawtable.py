"""A question's table before the gate, in one canonical order.

Every count of the areas and periods asked for is in it, whether asked for or not, in an order that does not depend on
the question: so a figure is shown or hidden the same way however it is asked for.
"""

from __future__ import annotations

from thinking_together.analysis.disclosure import AS_PUBLISHED, POLICIES, Policy
from thinking_together.analysis.tables import Kind, RawCell, RawTable, Relation
from thinking_together.evidence.figures import FigureInfo
from thinking_together.local_data.catalogue import source_of, strictest
from thinking_together.local_data.cells import count_cell, rate_cell, share_cell
from thinking_together.local_data.codes import ALL_AGES, WHOLE, Place, is_national
from thinking_together.local_data.notes import notes_for
from thinking_together.local_data.queries import LocalData
from thinking_together.local_data.question import Question, Wanted
from thinking_together.local_data.relations import relations_among
from thinking_together.local_data.wording import title_of


class TableBuilder:
    """Builds the table of one question."""

    def __init__(self, data: LocalData, question: Question, info: FigureInfo) -> None:
        self.data = data
        self.question = question
        self.info = info
        self.datasets = data.datasets_of(*question.codes())
        self.policy = self._policy()
        self.cells: list[RawCell] = []
        self.relations: list[Relation] = []

    def table(self) -> RawTable:
        places = self._counts()
        if self.question.others:
            self._shares(places)
        periods = {wanted.place.period for wanted in self.question.wanted}
        return RawTable(
            title=title_of(self.info, self.question),
            kind=self._kind(),
            unit=self.question.others[0].unit if self.question.others else self.question.indicator.unit,
            dimensions=self.question.dimensions,
            cells=tuple(self.cells),
            source=source_of(self.data, self.datasets),
            policy=self.policy.name,
            relations=tuple(self.relations),
            multiplier=self._multiplier(),
            method=self._method(),
            notes=notes_for(self.question.codes(), periods),
        )

    def _policy(self) -> Policy:
        """The datasets' strictest rule below national level; what is national stands as published."""
        if all(is_national(wanted.place.area) for wanted in self.question.wanted):
            return AS_PUBLISHED
        return POLICIES[strictest(self.datasets)]

    def _kind(self) -> Kind:
        if self.question.others:
            return Kind.PROPORTION
        return Kind.COUNT if self.question.counts else self.info.kind

    def _multiplier(self) -> float:
        return self.question.indicator.multiplier if self._kind() is Kind.RATE else 1.0

    def _method(self) -> str:
        if self.question.others:
            return "Share of one published count in another, with 95% Wilson score interval"
        return "Published count" if self.question.counts else self.info.method

    def _counts(self) -> dict[Place, int]:
        """One cell for every place, and how they add up; wanted unless shares are asked for."""
        asked = {} if self.question.others else {wanted.place: wanted for wanted in self.question.wanted}
        places = sorted({*self._context(), *asked}, key=self.data.rank)
        self.cells = [self._cell(place, asked.get(place)) for place in places]
        counts = {place: self._count(place) for place in places}
        if self.policy.small:
            self.relations += relations_among(places, counts)
        return {place: at for at, place in enumerate(places)}

    def _context(self) -> set[Place]:
        points = {(wanted.place.area, wanted.place.period) for wanted in self.question.wanted}
        found = (place for point in points for place in self.data.by_point.get(point, ()))
        return {place for place in found if place.category == WHOLE}

    def _count(self, place: Place) -> float | None:
        observation = self.data.figures.get(place)
        return observation.count if observation else None

    def _cell(self, place: Place, asked: Wanted | None) -> RawCell:
        observation = self.data.figures.get(place)
        if asked is None:
            return count_cell((), observation, self.policy)._replace(wanted=False)
        if self.question.counts:
            return count_cell(asked.keys, observation, self.policy)
        return rate_cell(asked.keys, observation, self.policy, self.info.kind)

    def _shares(self, places: dict[Place, int]) -> None:
        order = {
            place: at for at, place in enumerate(sorted({w.place for w in self.question.wanted}, key=self.data.rank))
        }
        for wanted in sorted(self.question.wanted, key=lambda w: order[w.place]):
            self._share(wanted, places)

    def _share(self, wanted: Wanted, places: dict[Place, int]) -> None:
        """A share is hidden with its part, with its whole, and with the rest where that is small."""
        whole = self._whole(wanted)
        part = self.data.figures.get(wanted.place)
        of = self.data.figures.get(whole) if whole else None
        share = len(self.cells)
        self.cells.append(share_cell(wanted.keys, part, of, self.policy))
        if self.cells[share].state is not None or whole is None or not self.policy.small:
            return
        self.relations += [Relation(places[p], (share,)) for p in (wanted.place, whole) if p in places]
        rest = (self._count(whole) or 0) - (self._count(wanted.place) or 0)
        self.cells.append(RawCell((), rest, wanted=False))
        self.relations.append(Relation(share, (share + 1,)))

    def _whole(self, wanted: Wanted) -> Place | None:
        """The other indicator's figure for the same area, sex and period: of the same age, of all ages, or its only."""
        place = wanted.place
        found = {
            p.age: p
            for p in self.data.by_point.get((place.area, place.period), ())
            if (p.indicator, p.sex, p.category) == (wanted.of, place.sex, place.category)
        }
        only = next(iter(found.values())) if len(found) == 1 else None
        return only or found.get(place.age) or found.get(ALL_AGES)
