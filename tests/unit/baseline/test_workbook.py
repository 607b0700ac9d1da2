import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.baseline import LINES

from thinking_together.baseline.workbook import FIELDS, WorkbookLine
from thinking_together.baseline.workbook_reading import read_workbook
from thinking_together.baseline.workbook_writing import INVENTED, Cover, write_workbook
from thinking_together.core.tabular import Problems

COVER = Cover("A programme", date(2023, 11, 30), True)
GOOD = write_workbook(LINES, COVER)


def read(data: bytes) -> tuple[list[WorkbookLine], list[str]]:
    problems = Problems()
    lines = read_workbook("baseline.xlsx", data, problems)
    return lines, [str(problem) for problem in problems.found]


def book(*rows: list[object], sheet: str = "Data") -> bytes:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, content)
    return out.getvalue()


def test_what_is_written_reads_back_equal() -> None:
    assert read(GOOD) == (list(LINES), [])


def test_the_same_content_gives_the_same_bytes() -> None:
    with time_machine.travel("2031-01-01"):
        assert write_workbook(LINES, COVER) == GOOD


def test_every_sheet_of_an_invented_programme_says_so_and_others_do_not() -> None:
    for invented in (True, False):
        made = openpyxl.load_workbook(io.BytesIO(write_workbook(LINES, replace(COVER, invented=invented))))
        assert [sheet["A1"].value == INVENTED for sheet in made.worksheets] == [invented, invented]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    data = write_workbook([WorkbookLine("1.1.1", f"{start}1+1", lead=f"{start}HYPERLINK(0)")], COVER)
    made = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in made.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    dangerous = [cell for cell in cells if str(cell.value).startswith(start)]
    assert len(dangerous) == 2 and all(cell.quotePrefix for cell in dangerous)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


def test_headings_vary_and_cells_are_read_as_people_see_them() -> None:
    lines, problems = read(
        book(
            ["Baseline assessment tool"],
            [],
            ["NICE recommendation", "Ref", "Relevant?", "Deadline", "Current activity/evidence", "RAG"],
            ["1.14 Training"],
            ["Training", "Rec. 1.14.1 [2022]", True, datetime(2024, 3, 31), "=SUM(A1:A2)", 3.0],
            ["1.15.1 Supervision", None, "No", date(2024, 1, 2), 2.5, None],
        )
    )
    assert problems == []
    assert lines == [
        WorkbookLine(
            "1.14.1",
            "Training",
            relevant="Yes",
            activity="=SUM(A1:A2)",
            deadline="2024-03-31",
            extra=(("RAG", "3"),),
            headings=("1.14 Training",),
        ),
        WorkbookLine("1.15.1", "1.15.1 Supervision", relevant="No", activity="2.5", deadline="2024-01-02"),
    ]


HEAD = ["Recommendation", "Reference", "Met?"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["Recommendation", "Met?"]], "baseline.xlsx::: no sheet has the headings"),
        ([HEAD, ["Training", None, "Yes"]], "baseline.xlsx:2:Guideline reference: the line has no number"),
        ([HEAD, ["Training", "1.14.1 and 1.14.2"]], "baseline.xlsx:2:Guideline reference: '1.14.1 and 1.14.2' names 2"),
        ([HEAD, ["Training", "2.14.1"]], "baseline.xlsx:2:Guideline reference: NG225 has no section 2.14"),
        ([HEAD, ["A", "1.14.1"], ["B", "1.14.1"]], "baseline.xlsx:3:Guideline reference: 1.14.1 stands already"),
        ([HEAD, [None, "1.14.1"]], "baseline.xlsx:2:Recommendation: the recommendation has no words"),
        ([HEAD, ["A", "1.14.1", "Yes", "?"]], "baseline.xlsx:2:Guideline reference: a cell in column D stands under"),
        ([[*HEAD, "Risk or cost"], ["A", "1.14.1"]], "baseline.xlsx:1:Risk or cost: the heading may mean"),
    ],
)
def test_a_problem_is_named_with_its_line(rows: list[list[object]], problem: str) -> None:
    _, problems = read(book(*rows))
    assert problems[0].startswith(problem) and len(problems) == 1


def test_two_sheets_with_recommendations_are_asked_about() -> None:
    made = openpyxl.load_workbook(io.BytesIO(GOOD))
    made.copy_worksheet(made["Data sheet"])
    out = io.BytesIO()
    made.save(out)
    assert "several sheets list recommendations: Data sheet, Data sheet Copy" in read(out.getvalue())[1][0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"recommendation,met\n1.1.1,yes\n",
        GOOD[:200],
        GOOD[: len(GOOD) // 2],
        GOOD[:-30],
        b"PK\x03\x04" + b"\x00" * 99,
    ],
)
def test_a_file_that_is_cut_short_or_no_workbook_is_refused(data: bytes) -> None:
    lines, (problem,) = read(data)
    assert lines == [] and problem.startswith("baseline.xlsx::: the file is not an XLSX workbook")


@pytest.mark.parametrize(
    "declared",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><styleSheet>&a;</styleSheet>',
        b'<?xml version="1.0"?><!ENTITY a SYSTEM "file:///etc/hostname"><styleSheet/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><styleSheet/>'.encode("utf-16"),
    ],
)
def test_a_part_that_declares_entities_is_refused(declared: bytes) -> None:
    lines, (problem,) = read(with_part(GOOD, "xl/styles.xml", declared))
    assert lines == [] and "declares a document type or XML entities" in problem


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(GOOD, "xl/media/zeros.bin", b"\x00" * (65 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    lines, (problem,) = read(bomb)
    assert lines == [] and "unpacks to" in problem


def sheet_of(rows: str) -> bytes:
    head = "".join(f'<c r="{c}1" t="inlineStr"><is><t>{t}</t></is></c>' for c, t in zip("ABC", HEAD, strict=True))
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{head}</row>{rows}</sheetData></worksheet>'
    ).encode()


def test_a_sheet_that_claims_a_million_lines_is_read_in_bounded_memory() -> None:
    cells = "".join(
        f'<c r="{at}" t="inlineStr"><is><t>{t}</t></is></c>' for at, t in (("A2", "Training"), ("B2", "1.14.1"))
    )
    line = f'<row r="2">{cells}</row>'
    claimed = line + '<row r="1048576"><c r="A1048576"/></row>'
    present = line + "".join(f'<row r="{n}"/>' for n in range(3, 400_000))
    for rows in (claimed, present):
        data = with_part(book(["x"]), "xl/worksheets/sheet1.xml", sheet_of(rows))
        assert read(data) == ([WorkbookLine("1.14.1", "Training")], [])


def test_a_line_below_hundreds_of_empty_ones_is_not_left_out_quietly() -> None:
    def cells(row: int, number: str) -> str:
        texts = (("A", "Training"), ("B", number))
        inner = "".join(f'<c r="{c}{row}" t="inlineStr"><is><t>{t}</t></is></c>' for c, t in texts)
        return f'<row r="{row}">{inner}</row>'

    data = with_part(book(["x"]), "xl/worksheets/sheet1.xml", sheet_of(cells(2, "1.14.1") + cells(900, "1.14.2")))
    lines, problems = read(data)
    assert lines == [] and "goes on in line 900" in str(problems[0])


def test_a_part_with_more_elements_than_a_baseline_can_need_is_refused() -> None:
    styles = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    data = with_part(book(["x"]), "xl/styles.xml", styles + "<xf/>" * 200_001 + "</cellXfs></styleSheet>")
    lines, problems = read(data)
    assert lines == [] and "more than 200,000 elements" in str(problems[0])


def test_a_sheet_with_too_many_lines_is_refused() -> None:
    _, (problem,) = read(book(HEAD, *(["A", f"1.14.{n}"] for n in range(5_001))))
    assert "has more than 5000 lines" in problem


def test_a_sheet_with_too_many_columns_is_refused_and_never_cut() -> None:
    assert read(book([*HEAD, *[""] * 200], ["A", "1.14.1"]))[0]
    lines, (problem,) = read(book(HEAD, ["A", "1.14.1", *["x"] * 150]))
    assert not lines and "has more than 150 columns in line 2" in problem


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_a_problem_or_nothing_never_an_error(at: int, noise: bytes) -> None:
    read(GOOD[:at] + noise + GOOD[at + len(noise) :])


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=30
)
tidy = cells.map(str.strip)
drawn = st.lists(st.tuples(st.integers(1, 15), st.lists(tidy, min_size=9, max_size=9)), max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn)
def test_any_cells_read_back_equal(drawn: list[tuple[int, list[str]]]) -> None:
    names = [field for field in FIELDS if field not in ("number", "label")]
    lines = [
        WorkbookLine(f"1.{section}.{n}", texts[0] or "A label", **dict(zip(names, texts[1:], strict=True)))
        for n, (section, texts) in enumerate(drawn, start=1)
    ]
    back, problems = read(write_workbook(lines, COVER))
    assert (back, problems) == (lines, [] if lines else problems)
