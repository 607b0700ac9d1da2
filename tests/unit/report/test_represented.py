"""What the report says of a sector that is missing: never more than may be told, nor that some came when none did."""

from __future__ import annotations

import pytest

from thinking_together.analysis.tables import Kind, Source, State, Statistic, Table, dimension, keys
from thinking_together.report.domain.represented import FEW, _words


def told(state: State, number: float | None) -> str:
    cell = Statistic(keys(sector="gp"), Kind.COUNT, state, number, None, None, number)
    sectors = dimension("sector", "Sector", [("gp", "General practice")])
    return _words(Table("Who came", Kind.COUNT, "people", (sectors,), (cell,), Source("x"), "survey"), "gp", "nobody")


@pytest.mark.parametrize(
    ("state", "number", "words"),
    [
        (State.SHOWN, 0.0, "nobody"),
        (State.SHOWN, 5.0, ""),
        (State.SUPPRESSED, None, FEW),
        (State.NOT_ASKED, None, "not asked"),
        (State.NO_DATA, None, "no data"),
    ],
)
def test_words_of_a_sector(state: State, number: float | None, words: str) -> None:
    assert told(state, number) == words


def test_what_may_not_be_shown_does_not_say_whether_anybody_came() -> None:
    assert "answered" not in FEW
    assert "nobody" not in FEW


def test_a_sector_the_table_does_not_have_was_not_asked() -> None:
    sectors = dimension("sector", "Sector", [])
    empty = Table("Who came", Kind.COUNT, "people", (sectors,), (), Source("x"), "survey")
    assert _words(empty, "gp", "nobody") == "not asked"
