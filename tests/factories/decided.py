"""A memory of what the disclosure rule decided, as long as a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from thinking_together.analysis import decisions, disclosure


class Kept(dict[str, str]):
    """What was kept, by name."""

    def recall(self, name: str) -> str | None:
        return self.get(name)

    def keep(self, name: str, decided: str) -> None:
        self[name] = decided


@contextmanager
def kept_decisions() -> Iterator[Kept]:
    """Nothing is known at its beginning and at its end."""
    before, kept = decisions._memory, Kept()
    decisions.remember(kept)
    disclosure.forget()
    yield kept
    decisions.remember(before)
    disclosure.forget()
