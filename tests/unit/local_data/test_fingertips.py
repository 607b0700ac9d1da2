"""The quirks of Fingertips downloads, each with the smallest file that shows it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.tabular import Problems
from thinking_together.local_data.fingertips import DownloadRefused, indicator_in, read_file, read_text
from thinking_together.local_data.layouts import FINGERTIPS, SHORT
from thinking_together.local_data.observation import Download, Layout, Parent

HEADINGS = [heading for _, heading in FINGERTIPS]
ROW = {
    "indicator": "90813",
    "name": "Self-harm admissions\n(10-24 yrs)",
    "area": "E06000036",
    "area_name": "Bracknell Forest",
    "area_type": "Counties & UAs",
    "sex": "Persons",
    "age": "10-24 yrs",
    "period": "2017/18",
    "value": "537.3",
    "lower95": "450.1",
    "upper95": "636.0",
    "count": "112",
    "denominator": "20800",
    "sortable": "20170000",
}


def line(**changes: str) -> list[str]:
    values = ROW | changes
    return [values.get(field, "") for field, _ in FINGERTIPS]


def text_of(*rows: list[str], headings: list[str] = HEADINGS) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue()


def read(*rows: list[str], headings: list[str] = HEADINGS) -> Download:
    problems = Problems()
    download = read_text("a.csv", text_of(*rows, headings=headings), problems)
    assert download is not None, [str(p) for p in problems.found]
    return download


def problem_of(*rows: list[str], headings: list[str] = HEADINGS) -> str:
    problems = Problems()
    assert read_text("a.csv", text_of(*rows, headings=headings), problems) is None
    assert len(problems.found) == 1, [str(p) for p in problems.found]
    return str(problems.found[0])


def test_reads_a_row_of_the_new_layout() -> None:
    download = read(line())
    (made,) = download.observations
    assert download.layout is Layout.FINGERTIPS_NEW
    assert (made.value, made.lower95, made.upper95, made.count, made.denominator) == (
        537.3,
        450.1,
        636.0,
        112,
        20800,
    )
    assert made.name == "Self-harm admissions (10-24 yrs)"
    assert made.line == 2


def test_old_rows_one_field_short_are_read_in_place() -> None:
    download = read(line()[:25], line(period="2016/17")[:25], headings=HEADINGS[:26])
    assert (download.layout, download.columns, download.short_rows) == (Layout.FINGERTIPS_OLD, 26, 2)
    assert download.observations[0].value == 537.3
    assert [o.line for o in download.observations] == [2, 4]


def test_a_short_row_that_lost_another_field_is_refused() -> None:
    shifted = line()
    del shifted[14]
    assert "a.csv:2:: 26 fields where the header has 27" in problem_of(shifted)


def test_a_field_too_many_is_refused() -> None:
    assert "28 fields where the header has 27" in problem_of([*line(), ""])


@pytest.mark.parametrize("mark", ["", "-", "*", "NA", " NA ", "N/A", "-1", "-1.0"])
def test_missing_marks_are_missing_never_zero(mark: str) -> None:
    download = read(line(value=mark, count=mark, denominator=mark))
    (made,) = download.observations
    assert (made.value, made.count, made.denominator) == (None, None, None)
    assert download.missing == 1


def test_a_real_zero_stays() -> None:
    (made,) = read(line(value="0", count="0")).observations
    assert (made.value, made.count) == (0.0, 0.0)


def test_minus_one_is_a_value_where_the_indicator_can_be_negative() -> None:
    download = read(line(value="-1", count=""), line(value="-2.5", period="2016/17"))
    assert [o.value for o in download.observations] == [-1.0, -2.5]


def test_minus_one_stays_missing_for_the_indicator_beside_a_negative_one() -> None:
    download = read(line(value="-1"), line(value="-2.5", indicator="11111"))
    assert [o.value for o in download.observations] == [None, -2.5]


def test_one_area_under_several_parents_is_one_observation() -> None:
    download = read(
        line(parent="E12000008", parent_name="South East", compared_parent="Better"),
        line(parent="E54000044", parent_name="BOB ICB"),
    )
    (made,) = download.observations
    assert (download.rows, download.repeated) == (2, 1)
    assert made.parents == (Parent("E12000008", "South East", "Better"), Parent("E54000044", "BOB ICB", ""))


def test_an_area_with_two_figures_for_one_period_is_refused() -> None:
    said = problem_of(line(), line(value="12.0"))
    assert said.startswith("a.csv:4:: E06000036 2017/18 stands on line 2 with other figures")


def test_deciles_ages_and_sexes_are_kept_apart() -> None:
    decile = line(category_type="deprivation deciles", category="Most deprived decile", value="99")
    download = read(line(), decile, line(age="10-14 yrs"), line(sex="Female"))
    assert len({o.series for o in download.observations}) == 4
    assert [o.series.headline for o in download.observations] == [True, False, True, True]


def test_headings_vary_in_column_23_spacing_and_age() -> None:
    headings = list(HEADINGS)
    headings[22] = "Compared to CA-STP value or percentiles"
    headings[13:15] = ["Lower CI limit", "Upper CI limit"]
    headings[11] = "Timeperiod"
    (made,) = read(line(compared_parent="Worse"), headings=headings).observations
    assert (made.parents, made.lower95, made.period) == ((Parent("", "", "Worse"),), 450.1, "2017/18")


def test_a_column_nobody_knows_is_told() -> None:
    assert read([*line(), "x"], headings=[*HEADINGS, "Polarity note"]).ignored_columns == ("Polarity note",)


def test_needed_columns_are_named() -> None:
    at = HEADINGS.index("Category")
    cells = line()
    said = problem_of(cells[:at] + cells[at + 1 :], headings=HEADINGS[:at] + HEADINGS[at + 1 :])
    assert said.startswith("a.csv:1:Category: the column is missing. Use a Fingertips download")


def test_a_doubled_column_is_refused() -> None:
    assert "a.csv:1:Value: the column stands twice" in problem_of([*line(), "3"], headings=[*HEADINGS, "Value"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "5O7"}, "a.csv:2:Value: '5O7' is not a number"),
        ({"value": "inf"}, "a.csv:2:Value: 'inf' is not a number"),
        ({"value": "1e999"}, "a.csv:2:Value: '1e999' is too large"),
        ({"upper95": "1,234"}, "a.csv:2:Upper CI 95.0 limit: '1,234' is not a number"),
        ({"count": "-3"}, "a.csv:2:Count: -3 is below 0"),
        ({"area": ""}, "a.csv:2:Area Code: '' is no area code"),
        ({"period": ""}, "a.csv:2:Time period: the time period is empty"),
        ({"indicator": ""}, "a.csv:2:Indicator ID: the indicator ID is empty"),
        ({"sortable": "New data"}, "a.csv:2:Time period Sortable: 'New data' is no sortable period"),
    ],
)
def test_a_bad_cell_is_named_with_line_and_column(changes: dict[str, str], said: str) -> None:
    assert problem_of(line(**changes)).startswith(said)


def test_every_bad_row_is_named() -> None:
    problems = Problems()
    read_text("a.csv", text_of(line(value="x"), line(period="2016/17"), line(count="y")), problems)
    assert [(p.row, p.column) for p in problems.found] == [(2, "Value"), (6, "Count")]


def test_the_short_layout_takes_id_from_the_file_name_and_ages_from_the_name() -> None:
    head = ",".join(heading for _, heading in SHORT)
    row = "E06000036,Bracknell Forest,2011/12,314.9,Admissions (10-24 years),Rate,Persons,Similar"
    problems = Problems()
    download = read_text("admissions_10_24_indicator_90813.csv", f"{head}\n{row}\n", problems)
    assert download is not None
    (made,) = download.observations
    assert download.layout is Layout.SHORT
    assert (made.indicator, made.age, made.sex, made.compared_england) == (
        "90813",
        "10-24 yrs",
        "Persons",
        "Similar",
    )
    assert made.lower95 is None and made.count is None


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("selfharm_admissions_10_24_indicator_90813.csv", "90813"),
        ("21001.csv", "21001"),
        ("download 92796 of 90813.csv", ""),
        ("admissions_2018.csv", ""),
        ("indicator-241.csv", "241"),
    ],
)
def test_indicator_of_a_file_name(name: str, indicator: str) -> None:
    assert indicator_in(name) == indicator


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.csv::: the file is empty"),
        (b"\n\n", "a.csv::: the file is empty"),
        ("Área".encode("latin-1"), "a.csv:1:: line 1 is not UTF-8"),
        (b"PK\x03\x04\x00", "a.csv::: the file is a workbook"),
        (b'Indicator ID,"Name', "a.csv:1:: the CSV cannot be read"),
        (",".join(HEADINGS).encode(), "a.csv:1:: the file has a header and no data rows"),
    ],
)
def test_files_that_are_no_download_are_refused(tmp_path, data: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(DownloadRefused) as refused:
        read_file(path)
    assert str(refused.value.problems[0]).startswith(said)


def test_a_byte_order_mark_is_no_part_of_the_first_heading(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text_of(line()), encoding="utf-8-sig")
    assert read_file(path).rows == 1


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    problems = Problems()
    download = read_text("a.csv", text.replace("\x00", ""), problems)
    assert (download is None) == bool(problems)


@given(st.lists(st.lists(st.text(max_size=8), max_size=28), max_size=4))
def test_no_cells_make_the_reader_fail(rows: list[list[str]]) -> None:
    problems = Problems()
    download = read_text("a.csv", text_of(*rows).replace("\x00", ""), problems)
    assert (download is None) == bool(problems)
