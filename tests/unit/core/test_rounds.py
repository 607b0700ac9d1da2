"""A room whose round fails neither stops the others nor the keeper; a database that is away is the keeper's to know."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from thinking_together.core.tasks import rounds


def test_one_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def fails() -> None:
        made.append("fails")
        raise LookupError("a secret")

    monkeypatch.setattr(rounds, "_rounds", {"a": fails, "b": lambda: made.append("b")})
    rounds.make_rounds()
    assert made == ["fails", "b"]


def test_a_database_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(rounds, "_rounds", {"a": away})
    with pytest.raises(OperationalError):
        rounds.make_rounds()
