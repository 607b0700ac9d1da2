from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.gap_map import MapRecord, gap_map

AUDIENCES, TOPICS = ("parents", "friends"), ("signs", "talking", "services")


def test_cells_margins_and_flags() -> None:
    records = [MapRecord(f"r{i}", ("parents",), ("signs", "talking")) for i in range(4)]
    records.append(MapRecord("both", ("parents", "friends"), ("talking",)))
    found = gap_map(records, AUDIENCES, TOPICS, saturated_from=5)
    assert [(c.audience, c.topic, c.count) for c in found.cells] == [
        ("parents", "signs", 4),
        ("parents", "talking", 5),
        ("parents", "services", 0),
        ("friends", "signs", 0),
        ("friends", "talking", 1),
        ("friends", "services", 0),
    ]
    assert [c.topic for c in found.cells if c.over_saturated] == ["talking"]
    assert {(c.audience, c.topic) for c in found.cells if c.gap} == {
        ("parents", "services"),
        ("friends", "signs"),
        ("friends", "services"),
    }
    assert [(m.name, m.count) for m in found.audiences] == [("parents", 5), ("friends", 1)]
    assert [(m.name, m.count) for m in found.topics] == [("signs", 4), ("talking", 5), ("services", 0)]
    assert found.records == 5
    assert gap_map(records, AUDIENCES, TOPICS, gap_at_most=1).at("friends", "talking").gap


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(ValueError, match="record 'r' names the audience 'uncles'"):
        gap_map([MapRecord("r", ("uncles",), ("signs",))], AUDIENCES, TOPICS)
    with pytest.raises(KeyError):
        gap_map([], AUDIENCES, TOPICS).at("uncles", "signs")


@pytest.mark.parametrize(("gap", "full"), [(5, 5), (-1, 3)])
def test_thresholds_must_not_overlap(gap: int, full: int) -> None:
    with pytest.raises(ValueError, match="overlap"):
        gap_map([], AUDIENCES, TOPICS, gap_at_most=gap, saturated_from=full)


subsets = st.tuples(
    st.lists(st.sampled_from(AUDIENCES), max_size=3).map(tuple),
    st.lists(st.sampled_from(TOPICS), max_size=4).map(tuple),
)


@given(st.lists(subsets, max_size=15))
def test_no_cell_has_more_than_its_margins(places: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    found = gap_map([MapRecord(str(i), a, t) for i, (a, t) in enumerate(places)], AUDIENCES, TOPICS)
    rows, columns = {m.name: m.count for m in found.audiences}, {m.name: m.count for m in found.topics}
    for cell in found.cells:
        assert cell.count == sum(cell.audience in a and cell.topic in t for a, t in places)
        assert cell.count <= min(rows[cell.audience], columns[cell.topic]) <= found.records
        assert not (cell.gap and cell.over_saturated)
