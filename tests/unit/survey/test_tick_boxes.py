"""Columns that are the boxes of one question are known by their form, and nothing else is taken for them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.survey.held.answer_table import AnswerTable, read_answer_table
from thinking_together.survey.outside.heading_lines import one_heading
from thinking_together.survey.outside.tick_boxes import find_boxes, joined

ROWS = ((1, 0, 1), (0, 1, 1), (1, 1, 0), (0, 0, 0))
LABELS = ("Poster", "Leaflet", "Other (please specify)")


def table(*rows: tuple[object, ...]) -> AnswerTable:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return read_answer_table(one_heading(out.getvalue()), "file.csv")


def ticks(heads: tuple[str, ...], on: tuple[str, ...], off: str = "") -> AnswerTable:
    """Three boxes; ``on`` is what stands in each where it was ticked."""
    rows = [[on[at] if one else off for at, one in enumerate(row)] for row in ROWS]
    return table((*heads, "Where?"), *((*row, "here") for row in rows))


FORMS = {
    "a question with a colon": (tuple(f"Q5: {one}" for one in LABELS), LABELS, "", "Q5"),
    "Qualtrics' questions": (
        tuple(f"Which? (tick all) - Selected Choice - {one}" for one in LABELS),
        LABELS,
        "",
        "Which? (tick all)",
    ),
    "Qualtrics' names": (("Q5_1", "Q5_2", "Q5_3"), LABELS, "", "Q5"),
    "REDCap, as labels": (tuple(f"Which? (choice={one})" for one in LABELS), ("Checked",) * 3, "Unchecked", "Which?"),
    "LimeSurvey": (tuple(f"Which? [{one}]" for one in LABELS), ("Y",) * 3, "", "Which?"),
    "KoBo": (("group/q5/Poster", "group/q5/Leaflet", "group/q5/Other"), ("1",) * 3, "0", "group/q5"),
    "a question mark alone": (tuple(f"Which? {one}" for one in LABELS), ("x",) * 3, "", "Which?"),
}


@pytest.mark.parametrize(("heads", "on", "off", "question"), FORMS.values(), ids=FORMS.keys())
def test_boxes_of_one_question_become_one_column(
    heads: tuple[str, ...], on: tuple[str, ...], off: str, question: str
) -> None:
    given = ticks(heads, on, off)
    [found] = find_boxes(given)
    one, guesses = joined(given, [found])
    assert found.question == question and not found.doubtful
    other = "Other" if question == "group/q5" else LABELS[2]
    assert guesses[question].labels == ("Poster", "Leaflet", other)
    assert one.header == (question, "Where?")
    assert one.column(question) == [f"Poster|{other}", f"Leaflet|{other}", "Poster|Leaflet", ""]


def test_codes_of_redcap_have_no_words() -> None:
    given = ticks(("q5___1", "q5___2", "q5___99"), ("1",) * 3, "0")
    [found] = find_boxes(given)
    assert joined(given, [found])[0].column("q5") == ["1|99", "2|99", "1|2", ""]


def test_two_lines_of_headings_become_one_and_what_else_there_is_stays() -> None:
    """SurveyMonkey has no box for other things: what is written there says that it was ticked."""
    rows = [("Poster", "", "a film"), ("", "Leaflet", "")]
    given = table(
        ("Respondent ID", "Where?", "Which?", "", "", "Why?"),
        ("", "Response", "Poster", "Leaflet", "Other (please specify)", "Open-Ended Response"),
        *(("7", "Here", *row, "because") for row in [*rows, *rows]),
    )
    assert given.header[:3] == ("Respondent ID", "Where?", "Which?: Poster") and given.header[-1] == "Why?"
    one, _ = joined(given, find_boxes(given))
    assert one.header == ("Respondent ID", "Where?", "Which?", "Which?: Other (please specify)", "Why?")
    assert one.column("Which?") == ["Poster|Other (please specify)", "Leaflet"] * 2
    assert one.column("Which?: Other (please specify)") == ["a film", ""] * 2


def test_answers_below_empty_headings_are_not_taken_for_headings() -> None:
    text = "Where?,Which?,\nHere,Poster,Leaflet\nThere,Leaflet,Poster\n"
    assert one_heading(text) == text


def test_a_box_that_nobody_ticked_is_an_answer_too() -> None:
    given = table(("Q: A", "Q: B", "Q: C"), ("A", "", ""), ("A", "", "C"))
    [found] = find_boxes(given)
    assert joined(given, [found])[1]["Q"].labels == ("A", "B", "C")


NOT_ONE = {
    "a matrix": (("Q: A", "Q: B"), ("Agree", "Disagree"), ("Disagree", "Agree"), ("Neutral", "Agree")),
    "a matrix of one mind": (("Q_1", "Q_2"), ("Agree", "Agree"), ("Agree", "Agree"), ("Agree", "Agree")),
    "ratings": (("Q_1", "Q_2"), ("5", "4"), ("5", "4"), ("5", "3")),
    "numbers that fall": (("Q_1", "Q_2"), ("5", "4"), ("5", "4")),
    "whoever answered alone": (("How? - Name", "How? - Company"), ("Robin Vale", "Vale Ltd"), ("", "")),
    "other questions": (("Poster", "Leaflet"), ("1", "0"), ("1", "1"), ("0", "1")),
    "far from each other": (("Q: A", "Z", "Q: B"), ("A", "k", "B"), ("A", "l", "B")),
}


@pytest.mark.parametrize("rows", NOT_ONE.values(), ids=NOT_ONE.keys())
def test_what_only_begins_alike_stays_apart(rows: tuple[tuple[str, ...], ...]) -> None:
    assert find_boxes(table(*rows)) == ()


def test_yes_and_no_may_be_questions_of_their_own() -> None:
    [found] = find_boxes(ticks(("Have you? - A", "Have you? - B", "Have you? - C"), ("Yes",) * 3, "No"))
    assert found.doubtful


def test_a_heading_that_stands_already_is_told_apart() -> None:
    [found] = find_boxes(table(("Q5", "Q5_1", "Q5_2"), ("w", "1", ""), ("v", "1", "1")))
    assert found.question == "Q5 (2)"


def test_nothing_of_a_real_file_without_such_boxes_is_joined(shared_data: Path) -> None:
    path = shared_data / "osmi_2014_workplace_survey.csv"
    assert find_boxes(read_answer_table(path.read_text(encoding="utf-8"), path.name)) == ()


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=12))
def test_what_was_ticked_is_what_the_question_holds(rows: list[tuple[bool, bool, bool]]) -> None:
    given = table(("Q: A", "Q: B", "Q: C", "z"), *((*(int(one) for one in row), "k") for row in rows))
    for found in find_boxes(given):
        cells = joined(given, [found])[0].column(found.question)
        told = [tuple(box in cell.split("|") for box in "ABC") for cell in cells]
        assert [told[at] for at in range(len(rows))] == rows
