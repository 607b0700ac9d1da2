"""Figures that are no longer what the authors of the report confirmed, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thinking_together.evidence.citations import confirmed_values, fingerprint
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.report.queries import Authored


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure that a text cites: what it was when somebody confirmed it (nothing where nobody did), and now."""

    place: str
    citing: str
    reference: str
    was: str | None
    now: str

    @property
    def drifted(self) -> bool:
        return self.was is not None and self.was != self.now

    def __str__(self) -> str:
        return f"{self.reference} was confirmed as {self.was} and is now {self.now}"


def cited(authored: Iterable[Authored], programme: Programme, resolver: Resolver) -> Iterator[Cited]:
    """Every figure that the texts cite."""
    confirmed = confirmed_values(programme)
    for text in authored:
        for reference in text.prose.references():
            name = str(reference)
            was, now = confirmed.get((text.citing, name)), fingerprint(resolver.resolve(reference))
            yield Cited(text.place, text.citing, name, was, now)
