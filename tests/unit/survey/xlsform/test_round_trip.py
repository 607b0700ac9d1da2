"""A questionnaire goes to other tools and comes back."""

from __future__ import annotations

import io

import openpyxl
from hypothesis import HealthCheck, given, settings
from tests.factories.questionnaires import accepted_questionnaires
from tests.factories.surveys import questionnaire

from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire
from thinking_together.survey.form.safeguarding import LINE
from thinking_together.survey.form.shipped import self_harm_workforce
from thinking_together.survey.form.simplify import with_simple_conditions
from thinking_together.survey.xlsform.reading import read_xlsform
from thinking_together.survey.xlsform.writing import write_xlsform


@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(accepted_questionnaires())
def test_whatever_the_linter_accepts_comes_back_equal(asked: Questionnaire) -> None:
    back, _ = read_xlsform(write_xlsform(asked), "form.xlsx")
    assert back == with_simple_conditions(asked)


def test_what_ships_comes_back_equal_and_is_written_the_same_each_time() -> None:
    asked, _ = self_harm_workforce()
    form = write_xlsform(asked)
    assert read_xlsform(form, "form.xlsx")[0] == with_simple_conditions(asked)
    assert write_xlsform(asked) == form


def test_a_battery_is_a_table_and_every_open_question_has_the_safeguarding_line() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsform(questionnaire())))["survey"]
    header, *rows = sheet.iter_rows(values_only=True)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    begins = next(place for place, row in enumerate(told) if row["type"] == "begin_group")
    assert (told[begins]["name"], told[begins]["appearance"]) == ("knowledge", "table-list")
    inside = told[begins + 1 : begins + 3]
    assert [(row["name"], row["label"]) for row in inside] == [
        ("knowledge.coping", "Self-harm can be a way to cope"),
        ("knowledge.talking", "Talking about it helps"),
    ]
    assert len({row["type"] for row in inside}) == 1 and told[begins + 3]["type"] == "end_group"
    texts = [item.code for item in questionnaire().items if item.kind is ItemKind.TEXT]
    assert [row["name"] for row in told if LINE in str(row["hint"])] == texts == ["websites"]


def test_the_row_of_each_item_is_known() -> None:
    _, document = read_xlsform(write_xlsform(questionnaire()), "form.xlsx")
    assert [document.line(("items", place)) for place in range(7)] == [2, 3, 4, 5, 6, 10, 11]
