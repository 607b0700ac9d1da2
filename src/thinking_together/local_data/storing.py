"""Between an observation and its row in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from thinking_together.core.bulk import insert_rows
from thinking_together.local_data.models import Dataset, PublishedFigure
from thinking_together.local_data.observation import Observation, Parent

# ``measure`` is text of the short layout that the 27 columns have no place for; ``line`` belongs to the file.
STORED = tuple(f.name for f in fields(Observation) if f.name not in ("measure", "parents", "line"))
LONGEST: dict[str, int] = {
    f.name: f.max_length for f in PublishedFigure._meta.fields if f.name in STORED and f.max_length
}


def store(dataset: Dataset, observations: Iterable[Observation]) -> None:
    """Keeps a file's observations in their order; part of an import's transaction."""
    insert_rows(PublishedFigure, ("dataset", "position", "parents", *STORED), _rows(dataset, observations))


def _rows(dataset: Dataset, observations: Iterable[Observation]) -> Iterator[tuple[Any, ...]]:
    for position, observation in enumerate(observations):
        parents = [[p.code, p.name, p.compared] for p in observation.parents]
        yield (dataset.pk, position, parents, *(getattr(observation, name) for name in STORED))


def observation_of(figure: PublishedFigure) -> Observation:
    """The observation as it was read."""
    parents = tuple(Parent(*parent) for parent in figure.parents)
    return Observation(**{name: getattr(figure, name) for name in STORED}, parents=parents)
