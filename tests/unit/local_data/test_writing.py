from __future__ import annotations

import csv
import io
import sys

from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.tabular import Problems
from thinking_together.local_data.fingertips import read_text
from thinking_together.local_data.observation import Observation, Parent
from thinking_together.local_data.writing import download_text


def test_27_columns_one_row_for_each_parent_and_no_formula() -> None:
    parents = (Parent("P1", "=1+1", "Worse"), Parent("P2", "b", ""))
    made = Observation("1", "@name", "E1", "-a", "", "", "", "", "", "2020", 2.0, count=3.5, parents=parents)
    header, *rows = csv.reader(io.StringIO(download_text([made])))
    assert len(header) == 27
    assert [row[2:4] for row in rows] == [["P1", "'=1+1"], ["P2", "b"]]
    assert (rows[0][1], rows[0][5], rows[0][12], rows[0][17]) == ("'@name", "'-a", "2", "3.5")
    again = read_text("a.csv", download_text([made]), Problems())
    assert again is not None and again.observations[0].parents == parents


numbers = st.none() | st.floats(0, 1e12) | st.sampled_from([0.0, -2.5, -1.0, 1e-9, 1e300, sys.float_info.max])
words = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)


@given(st.lists(st.tuples(words, words, numbers, numbers, st.none() | st.floats(0, 1e9)), min_size=1, max_size=6))
def test_what_is_written_reads_back_equal(rows) -> None:
    made = [
        Observation(
            "1",
            name,
            "E1",
            "a",
            "",
            sex,
            "All ages",
            "",
            "",
            f"{2000 + at}",
            value,
            lower,
            count=count,
            sortable="20000000",
        )
        for at, (name, sex, value, lower, count) in enumerate(rows)
    ]
    problems = Problems()
    first = read_text("a.csv", download_text(made), problems)
    assert first is not None, problems.found
    again = read_text("a.csv", download_text(first.observations), problems)
    assert again == first
    assert [(o.name, o.sex, o.count) for o in first.observations] == [(o.name, o.sex, o.count) for o in made]
