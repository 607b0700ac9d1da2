"""An edition read back is the report that was frozen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.tables import Kind, Source, State, Statistic, Table, dimension, keys
from thinking_together.report.domain.document import CLASSES, Shown, Words
from thinking_together.report.freezing import freeze, thaw

numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
statistics = st.builds(
    Statistic,
    keys=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3).map(lambda d: keys(**d)),
    kind=st.sampled_from(Kind),
    state=st.sampled_from(State),
    value=numbers,
    lower=numbers,
    upper=numbers,
    note=st.text(max_size=20),
)


@given(st.lists(statistics, max_size=4).map(tuple))
def test_a_table_comes_back_equal(cells: tuple[Statistic, ...]) -> None:
    table = Table("t", Kind.RATE, "u", (dimension("a", "A", [("x", "X")]),), cells, Source("s", invented=True), "open")
    again = thaw(freeze(table), Table, CLASSES)
    assert again == table
    assert all(isinstance(s.state, State) for s in again.statistics)


def test_one_of_several_classes_comes_back_as_itself() -> None:
    assert thaw(freeze(Shown("x", ("a/b",), "shown")), Shown, CLASSES) == Shown("x", ("a/b",), "shown")


def test_only_named_classes_come_back() -> None:
    with pytest.raises(ValueError, match="unknown kind of data"):
        thaw({"_": "Popen", "args": ["x"]}, Words, CLASSES)
    with pytest.raises(ValueError, match="not a Shown"):
        thaw(freeze(Words("x")), Shown, CLASSES)


def test_what_cannot_be_frozen_is_refused() -> None:
    with pytest.raises(TypeError, match="dict cannot be frozen"):
        freeze({"a": 1})
    assert freeze(date(2023, 11, 30)) == "2023-11-30"
