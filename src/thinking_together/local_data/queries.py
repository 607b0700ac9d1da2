"""A programme's local data, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from thinking_together.analysis.periods import when
from thinking_together.local_data.codes import Place, place_of
from thinking_together.local_data.models import Comparator, Dataset, Indicator, PublishedFigure
from thinking_together.local_data.observation import Observation
from thinking_together.local_data.storing import observation_of
from thinking_together.programmes.models import Programme

_RANKED = ("area", "sex", "age", "category", "indicator")


@dataclass(frozen=True)
class LocalData:
    """Indicators, datasets and comparator lists of a programme, and every figure by its place."""

    programme: Programme
    indicators: tuple[Indicator, ...]
    datasets: dict[int, Dataset]
    comparators: tuple[Comparator, ...]
    figures: dict[Place, Observation]
    dataset_of: dict[Place, int]

    @cached_property
    def by_indicator(self) -> dict[str, list[Place]]:
        """Places of each indicator in the order of the files."""
        found: dict[str, list[Place]] = {}
        for place in self.figures:
            found.setdefault(place.indicator, []).append(place)
        return found

    @cached_property
    def by_point(self) -> dict[tuple[str, str], list[Place]]:
        """Places of each area and period."""
        found: dict[tuple[str, str], list[Place]] = {}
        for place in self.figures:
            found.setdefault((place.area, place.period), []).append(place)
        return found

    @cached_property
    def _order(self) -> dict[tuple[str, str], int]:
        """First appearance of each area, sex, age, category and indicator in the files."""
        found: dict[tuple[str, str], int] = {}
        for place in self.figures:
            for name in _RANKED:
                found.setdefault((name, getattr(place, name)), len(found))
        return found

    def rank(self, place: Place) -> tuple[object, ...]:
        """One order of all places, by which tables stand the same way however they are asked for."""
        last = len(self._order)
        ranks = tuple(self._order.get((name, getattr(place, name)), last) for name in _RANKED)
        return (*ranks, *when(place.period), place)

    def datasets_of(self, *indicators: str) -> tuple[Dataset, ...]:
        """The datasets that hold these indicators, in order."""
        held = {self.dataset_of[place] for code in indicators for place in self.by_indicator.get(code, ())}
        return tuple(dataset for pk, dataset in self.datasets.items() if pk in held)

    def versions(self) -> tuple[str, ...]:
        """Editions of comparator lists, in order."""
        return tuple(dict.fromkeys(c.version for c in self.comparators))


def local_data(programme: Programme) -> LocalData:
    """Everything in four statements."""
    datasets = {dataset.pk: dataset for dataset in Dataset.objects.filter(programme=programme)}
    figures: dict[Place, Observation] = {}
    dataset_of: dict[Place, int] = {}
    rows = PublishedFigure.objects.filter(dataset__programme=programme).order_by("dataset__position", "position")
    for row in rows.iterator(chunk_size=2000):
        observation = observation_of(row)
        place = place_of(observation)
        figures[place] = observation
        dataset_of[place] = row.dataset_id
    return LocalData(
        programme,
        tuple(Indicator.objects.filter(programme=programme)),
        datasets,
        tuple(Comparator.objects.filter(programme=programme)),
        figures,
        dataset_of,
    )
