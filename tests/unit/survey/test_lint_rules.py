import pytest
from tests.factories.surveys import QUESTIONNAIRE

from thinking_together.survey.length import path_lengths, points_of
from thinking_together.survey.lint import Finding, Severity, lint
from thinking_together.survey.questionnaire import Part
from thinking_together.survey.reachability import reachable_items
from thinking_together.survey.reading import read_questionnaire


def findings(text: str) -> list[Finding]:
    return list(lint(*read_questionnaire(text)))


def test_a_good_questionnaire_has_no_findings() -> None:
    assert findings(QUESTIONNAIRE) == []


WHEN = "{item: training, any-in: [mhfa]}"


@pytest.mark.parametrize(
    ("old", "new", "rule", "item"),
    [
        (WHEN, "{item: websites, any-in: [mhfa]}", "forward-reference", "enough"),
        (WHEN, "{item: enough, any-in: [agree_1]}", "forward-reference", "enough"),
        (WHEN, "{item: trainings, any-in: [mhfa]}", "unknown-item", "enough"),
        (WHEN, "{item: training, any-in: [mhfaa]}", "unknown-choice", "enough"),
        (WHEN, "{item: training, count: {at_least: 5}}", "unreachable", "enough"),
        (
            WHEN,
            "{and: [{item: sector, ==: health}, {item: phase, ==: primary}]}",
            "unreachable",
            "enough",
        ),
        (
            WHEN,
            "{and: [{item: sector, ==: health}, {item: sector, ==: police}]}",
            "unreachable",
            "enough",
        ),
        ("audience: [education]", "audience: [schools]", "unknown-sector", "phase"),
        ("  - code: years", "  - code: training", "duplicate-code", "training"),
        ("code: mhfa,", "code: on_the_job,", "duplicate-code", "training"),
        ("label: Mental Health First Aid}", "label: None of  THESE}", "duplicate-label", "training"),
        ("    scale_direction: ascending\n", "", "ambiguous-scale", "enough"),
        ("    scale_direction: ascending", "    scale_direction: descending", "ambiguous-scale", "enough"),
        ("    apart: [unsure]\n", "", "ambiguous-scale", "enough"),
        ("code: agree_4", "code: agree", "ambiguous-scale", "enough"),
        ("    split: true\n", "    split: true\n    role: sector\n", "one-role", ""),
        ("kind: single\n    split: true", "kind: multiple\n    split: true", "split-kind", "phase"),
        ("code: years", "code: minutes", "reserved-code", "minutes"),
        ("title: Workforce survey", "title: Workforce survey\nmissing: [mhfa]", "missing-is-code", "training"),
        ("Which websites do you suggest?", "What is the name of your school?", "asks-employer", "websites"),
        ("Which websites do you suggest?", "Which school do you work in?", "asks-employer", "websites"),
        ("Which websites do you suggest?", "What is your full name?", "asks-name", "websites"),
        ("Which websites do you suggest?", "Your e-mail address", "asks-name", "websites"),
        ("Which websites do you suggest?", "Have you ever self-harmed?", "asks-own-experience", "websites"),
        ("Which websites do you suggest?", "Do you have lived experience?", "asks-own-experience", "websites"),
    ],
)
def test_each_fault_is_found_at_its_item(old: str, new: str, rule: str, item: str) -> None:
    assert old in QUESTIONNAIRE
    text = QUESTIONNAIRE.replace(old, new, 1)
    found = [f for f in findings(text) if f.rule == rule]
    assert item in {f.item for f in found}
    lines = text.splitlines()
    for finding in found:
        assert finding.remedy and finding.what
        assert not finding.item or f"code: {finding.item}" in lines[finding.line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "Which kind of organisation do you work in?",
        "How confident are you in your role?",
        "Where do young people go for help?",
        "Have you had training about self-harm?",
        "Which resources do you name to parents?",
    ],
)
def test_ordinary_questions_are_left_alone(text: str) -> None:
    assert findings(QUESTIONNAIRE.replace("Which websites do you suggest?", text)) == []


def test_bare_numbers_are_a_warning_only() -> None:
    text = QUESTIONNAIRE
    for number, label in enumerate(
        ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"], start=1
    ):
        text = text.replace(f"{{code: agree_{number}, label: {label}}}", f'{{code: agree_{number}, label: "{number}"}}')
    assert {(f.rule, f.severity) for f in findings(text)} == {("ambiguous-scale", Severity.WARNING)}


def test_minutes_are_counted_by_sector_and_part() -> None:
    asked, _ = read_questionnaire(QUESTIONNAIRE)
    assert [points_of(item) for item in asked.items] == [1, 1, 1, 1, 1, 1, 2]
    minutes = {(p.sector, p.part): p.minutes for p in path_lengths(asked)}
    # health: five points of core (sector, training, enough, two rows at a half, years); education one more
    assert minutes["health", Part.CORE] == pytest.approx(5 * 10.6 / 60)
    assert minutes["education", Part.CORE] == pytest.approx(6 * 10.6 / 60)
    assert minutes["police", Part.SECOND] == pytest.approx(2 * 10.6 / 60)


def test_a_path_over_budget_names_the_sector() -> None:
    text = QUESTIONNAIRE.replace("    audience: [education]\n", "    audience: [education]\n    points: 25\n")
    (finding,) = findings(text)
    assert finding.rule == "minutes" and "education" in finding.what and finding.severity is Severity.ERROR


def test_what_a_sector_is_never_asked_is_not_reachable_for_it() -> None:
    text = QUESTIONNAIRE.replace(WHEN, "{item: phase, ==: primary}")
    asked, document = read_questionnaire(text)
    assert "enough" in reachable_items(asked, "education")
    assert "enough" not in reachable_items(asked, "health")
    assert list(lint(asked, document)) == []


def test_conditions_that_only_together_exclude_each_other_are_seen() -> None:
    chain = """\
  - code: after
    kind: text
    part: second
    text: And then?
    when: {and: [{item: enough, ==: agree_1}, {not: {item: training, any-in: [mhfa]}}]}
"""
    (finding,) = findings(QUESTIONNAIRE + chain)
    assert (finding.rule, finding.item) == ("unreachable", "after")
    assert (
        findings(QUESTIONNAIRE + chain.replace("{not: {item: training, any-in: [mhfa]}}", "{item: sector, ==: health}"))
        == []
    )
