"""Between an observation and its row in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from thinking_together.local_data.models import Dataset, PublishedFigure
from thinking_together.local_data.observation import Observation, Parent

# ``measure`` is text of the short layout that the 27 columns have no place for; ``line`` belongs to the file.
STORED = tuple(f.name for f in fields(Observation) if f.name not in ("measure", "parents", "line"))
LONGEST: dict[str, int] = {
    f.name: f.max_length for f in PublishedFigure._meta.fields if f.name in STORED and f.max_length
}


def figures_of(dataset: Dataset, observations: Iterable[Observation]) -> Iterator[PublishedFigure]:
    """Unsaved rows in the order of the file."""
    for position, observation in enumerate(observations):
        yield PublishedFigure(
            dataset=dataset,
            position=position,
            parents=[[p.code, p.name, p.compared] for p in observation.parents],
            **{name: getattr(observation, name) for name in STORED},
        )


def observation_of(figure: PublishedFigure) -> Observation:
    """The observation as it was read."""
    parents = tuple(Parent(*parent) for parent in figure.parents)
    return Observation(**{name: getattr(figure, name) for name in STORED}, parents=parents)
