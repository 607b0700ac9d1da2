import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.tabular import Problems
from thinking_together.literature.ris import RisRecord, print_ris, read_ris

ONE = "TY  - RPRT\nID  - r1\nTI  - A guide\nER  - \n"


def read(text: str) -> tuple[list[RisRecord], list[tuple[int | None, str]]]:
    problems = Problems()
    found = read_ris("records.ris", text, problems)
    return [record for _, record in found.records], [(p.row, p.what) for p in problems.found]


def test_a_record_keeps_every_value_of_every_tag() -> None:
    (record,), problems = read(
        "1.\nTY  - RPRT\nID  - r1\nTI  - A guide\nAU  - First, A\nAU  - Second, B\n"
        "UR  - https://example.org/a;b\nUR  - https://example.org/c\nZ9  - ours\nPY  - 2021/03/01\nER  -\n"
    )
    assert problems == []
    assert record.urls == ("https://example.org/a;b", "https://example.org/c")
    assert record.every("AU") == ("First, A", "Second, B")
    assert (record.code, record.title, record.year, record.first("Z9")) == ("r1", "A guide", 2021, "ours")


def test_a_value_goes_on_in_lines_without_a_tag_and_blank_lines_are_nothing() -> None:
    (record,), _ = read("TY  - RPRT\nID  - r1\nAB  - begins\n\nand goes on\n  here\nER  - \n\n")
    assert record.first("AB") == "begins and goes on here"


def test_the_line_a_record_begins_on_is_known() -> None:
    found = read_ris("records.ris", "\n" + ONE + "\n" + ONE, Problems())
    assert [line for line, _ in found.records] == [2, 7]


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("TY  - RPRT\nID  - r1\n", 1, "has no end"),
        ("TY  - RPRT\nID  - r1\n" + ONE, 1, "has no end"),
        ("ID  - r1\nER  - \n", 1, "outside a record"),
        (ONE + "ER  - \n", 5, "outside a record"),
        ("hello\n" + ONE, 1, "is not RIS"),
        ("TY  - RPRT\nhello\nER  - \n", 2, "has no tag"),
        ("TY  - a report\nER  - \n", 1, "no type of reference"),
        ("TY  - RPRT\nAB  - " + "x" * 20_001 + "\nER  - \n", 2, "characters long"),
        ("TY  - RPRT\nAB  - x\n" + "y" * 20_001 + "\nER  - \n", 3, "too long"),
    ],
)
def test_what_is_broken_is_named_with_its_line(text: str, row: int, what: str) -> None:
    records, problems = read(text)
    assert records == []
    assert problems[0][0] == row and what in problems[0][1]


def test_ids_are_known_even_when_the_file_is_broken() -> None:
    found = read_ris("records.ris", ONE + "TY  - RPRT\nID  - r2\n", Problems())
    assert [code for _, code in found.codes] == ["r1", "r2"] and found.records == []


def test_no_value_can_end_its_record_or_begin_another() -> None:
    written = print_ris([RisRecord("RPRT", (("ID", ("r1",)), ("TI", ("Title\nER  - \r\nTY  - RPRT",))))])
    (record,), problems = read(written)
    assert problems == [] and record.title == "Title ER  -  TY  - RPRT"


values = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=40).map(str.strip).filter(bool)
tags = st.text(string.ascii_uppercase, min_size=1, max_size=1).flatmap(
    lambda first: st.sampled_from(string.ascii_uppercase + string.digits).map(lambda second: first + second)
)
fields = st.dictionaries(
    tags.filter(lambda tag: tag not in ("TY", "ER")), st.lists(values, min_size=1, max_size=3).map(tuple), max_size=6
)
records = st.builds(
    RisRecord, st.sampled_from(["RPRT", "ELEC", "JOUR"]), fields.map(lambda chosen: tuple(chosen.items()))
)


@given(st.lists(records, max_size=4))
def test_what_is_written_reads_back_equal(written: list[RisRecord]) -> None:
    back, problems = read(print_ris(written))
    assert problems == [] and back == written


@given(st.text(st.sampled_from("TYERI AB-\n1.x") | st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_or_refused_never_an_error(text: str) -> None:
    read(text)
