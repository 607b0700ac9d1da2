"""The workbook: safe cells, INVENTED first in every sheet, the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinking_together.analysis.tables import Kind, Source, State, Statistic, Table, dimension, keys
from thinking_together.report.supplement.build import Entry, Supplement
from thinking_together.report.supplement.workbook import workbook

DAY = date(2023, 11, 30)


def supplement(label: str = "=1+1", *, invented: bool = True) -> Supplement:
    options = dimension("option", "@Answer", [("a", label), ("b", "Other")])
    cells = (
        Statistic(keys(option="a"), Kind.COUNT, State.SHOWN, 12.0, None, None, 12.0),
        Statistic(keys(option="b"), Kind.COUNT, State.SUPPRESSED),
    )
    source = Source("+Survey", "March 2023", invented=invented)
    table = Table("-Title", Kind.COUNT, "answers", (options,), cells, source, "survey", notes=("=note",))
    entries = (
        Entry("e1", label, "survey/x?option=*", table, "", "Rule", (1,)),
        Entry("t1", "Other", "survey/y", None, "too small", "Rule"),
    )
    return Supplement("survey", "Workforce survey", "Smallshire", "Thinking together", DAY, invented, entries)


def cells_of(data: bytes) -> list[openpyxl.cell.Cell]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    for cell in cells_of(workbook(supplement(f"{start}HYPERLINK(1)"))):
        assert cell.data_type in ("s", "n", "inlineStr"), cell.value
        assert not str(cell.value).startswith(("=", "+", "@", "\t", "\r"))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_label_can_be_written(label: str) -> None:
    for cell in cells_of(workbook(supplement(label))):
        assert cell.data_type != "f"


def test_invented_is_the_first_row_of_every_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(supplement())))
    assert book.sheetnames == ["Contents", "e1", "t1"]
    assert all(str(sheet["A1"].value).startswith("INVENTED") for sheet in book)
    assert book.properties.title.startswith("INVENTED")
    real = openpyxl.load_workbook(io.BytesIO(workbook(supplement(invented=False))))
    assert not any("INVENTED" in str(cell.value) for sheet in real for row in sheet.iter_rows() for cell in row)


def test_a_suppressed_cell_has_a_state_and_no_number() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(supplement())))["e1"]
    (row,) = [r for r in sheet.iter_rows(values_only=True) if r[0] == "Other"]
    assert row[1] == "too few to show"
    assert row[2:7] == (None,) * 5


def test_the_same_supplement_gives_the_same_bytes_with_the_day_of_the_report() -> None:
    data = workbook(supplement())
    assert data == workbook(supplement())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2023, 11, 30, 0, 0, 0)}
        assert b"2023-11-30T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")
