"""What a later wave may change, and what can then no longer be compared."""

from __future__ import annotations

import pytest
from tests.factories.surveys import QUESTIONNAIRE, questionnaire

from thinking_together.survey.form.reading import read_questionnaire
from thinking_together.survey.lint import CODES_CHANGED, WORDS_CHANGED, lint

HEALTH, EDUCATION = "code: health, label: Health}\n", "      - {code: education, label: Education}\n"


def found(old: str, new: str) -> set[tuple[str, str]]:
    assert old in QUESTIONNAIRE
    later, document = read_questionnaire(QUESTIONNAIRE.replace(old, new, 1))
    of_waves = (CODES_CHANGED, WORDS_CHANGED)
    return {(f.rule, f.item) for f in lint(later, document, questionnaire()) if f.rule in of_waves}


@pytest.mark.parametrize(
    ("old", "new", "item"),
    [
        ("  - code: years", "  - code: years_worked", "years_worked"),
        ("code: mhfa, label: Mental", "code: first_aid, label: Mental", "training"),
        ("      - {code: specific, label: A course about self-harm}\n", "", "training"),
        ("{code: talking, label", "{code: speaking, label", "knowledge"),
        ("bands: [2, 5, 10]", "bands: [2, 10]", "years"),
        ("kind: text\n    part", "kind: number\n    bands: [1]\n    part", "websites"),
        ("{code: agree_2, label: Disagree}", "{code: agree_2b, label: Disagree}", "enough"),
        ("direction: ascending", "direction: descending", "enough"),
        (
            f"{HEALTH}{EDUCATION}",
            f"{HEALTH.replace('Health', 'Education')}{EDUCATION.replace('Education', 'Health')}",
            "sector",
        ),
        ("Which websites do you suggest?", "Which training have you had?", "websites"),
    ],
)
def test_a_code_that_went_or_means_something_else_is_an_error(old: str, new: str, item: str) -> None:
    assert (CODES_CHANGED, item) in found(old, new)


@pytest.mark.parametrize(
    ("old", "new", "item"),
    [
        ("Which websites do you suggest?", "Which websites do you give to people?", "websites"),
        ('label: "On the job, informal"', 'label: "From colleagues"', "training"),
        ("kind: number\n", "kind: number\n    audience: [education]\n", "years"),
        ("    when: {item: training, any-in: [mhfa]}\n", "", "enough"),
        ("kind: multiple\n", "kind: multiple\n    alone: [none]\n", "training"),
        ("kind: number\n", "kind: number\n    part: second\n", "years"),
    ],
)
def test_other_words_under_the_same_code_are_for_a_person_to_judge(old: str, new: str, item: str) -> None:
    assert found(old, new) == {(WORDS_CHANGED, item)}


def test_an_item_that_is_no_longer_asked_ends_its_comparison_and_breaks_nothing() -> None:
    shorter = QUESTIONNAIRE[: QUESTIONNAIRE.index("  - code: websites")]
    later, document = read_questionnaire(shorter)
    (finding,) = lint(later, document, questionnaire())
    assert (finding.rule, finding.item) == (WORDS_CHANGED, "") and "websites" in finding.what


def test_what_is_only_new_is_no_change() -> None:
    more = QUESTIONNAIRE + "  - code: more\n    kind: text\n    part: second\n    text: And what more?\n"
    assert list(lint(*read_questionnaire(more), questionnaire())) == []
    none = "{code: none, label: None of these}"
    assert found(none, f"{none}\n      - {{code: x, label: Y}}") == set()
