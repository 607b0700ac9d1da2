import pytest
from tests.factories.surveys import QUESTIONNAIRE

from thinking_together.survey.form.length import path_lengths, points_of
from thinking_together.survey.form.paths import Belonging
from thinking_together.survey.form.questionnaire import Part
from thinking_together.survey.form.reachability import reachable_items
from thinking_together.survey.form.reading import QuestionnaireError, read_questionnaire
from thinking_together.survey.form.routing import Router
from thinking_together.survey.lint import Finding, Severity, lint


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
        (WHEN, "{item: training, count: {at_least: 5}}", "count", "enough"),
        (WHEN, "{item: training, count: {at_least: 0}}", "count", "enough"),
        (WHEN, "{item: phase, count: {at_least: 0, at_most: 2}}", "count", "enough"),
        (WHEN, "{or: [{item: phase, count: {at_least: 2}}, {item: sector, ==: health}]}", "count", "enough"),
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
        (
            WHEN,
            "{and: [{item: training, any-in: [on_the_job, mhfa, specific]}, "
            "{not: {item: training, all-in: [on_the_job, mhfa]}}]}",
            "shown-to-nobody",
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
        ("label: None of these", 'label: "None, as ${phase} says"', "placeholder", "training"),
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
    minutes = {(p.belonging.name, p.part): p.minutes for p in path_lengths(asked)}
    # health: five points of core (sector, training, enough, two rows at a half, years); education one more
    assert minutes["health", Part.CORE] == pytest.approx(5 * 10.6 / 60)
    assert minutes["education", Part.CORE] == pytest.approx(6 * 10.6 / 60)
    assert minutes["police", Part.SECOND] == pytest.approx(2 * 10.6 / 60)


def test_a_path_over_budget_names_the_sector() -> None:
    text = QUESTIONNAIRE.replace("    audience: [education]\n", "    audience: [education]\n    points: 25\n")
    (finding,) = findings(text)
    assert finding.rule == "minutes" and "education" in finding.what and finding.severity is Severity.ERROR


GROUPS = QUESTIONNAIRE.replace("    split: true\n", "    split: true\n    role: staff_group\n", 1).replace(
    "  - code: years\n", "  - code: years\n    audience: [police, secondary]\n", 1
)


def test_an_audience_may_be_a_staff_group_whose_path_is_counted_apart() -> None:
    asked, document = read_questionnaire(GROUPS)
    assert list(lint(asked, document)) == []
    points = {(p.belonging.name, p.part): p.points for p in path_lengths(asked)}
    assert {path for path, _ in points} == {"health", "education/primary", "education/secondary", "police"}
    assert points["education/secondary", Part.CORE] == points["education/primary", Part.CORE] + 1
    router = Router(asked)
    assert "years" in router.asked({"sector": ("education",), "phase": ("secondary",)})
    assert "years" not in router.asked({"sector": ("education",), "phase": ("primary",)})
    # a group that was said on a path that is no longer taken counts for nothing
    assert "years" not in router.asked({"sector": ("health",), "phase": ("secondary",)})


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("{code: secondary, label: Secondary}", "{code: health, label: Secondary}", "duplicate-code"),
        ("role: staff_group\n", "role: staff_group\n    when: {item: sector, ==: education}\n", "group-condition"),
        (
            "  - code: training\n    kind: multiple\n",
            "  - code: training\n    role: staff_group\n    kind: single\n",
            "one-role",
        ),
        ("    kind: single\n    split: true\n", "    kind: multiple\n", "sector-kind"),
    ],
)
def test_faults_of_staff_groups_are_found(old: str, new: str, rule: str) -> None:
    assert old in GROUPS
    assert rule in {f.rule for f in findings(GROUPS.replace(old, new, 1))}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("    alone: [nothing]\n", "'alone' names nothing"),
        ("    at_most: 9\n", "'at_most' is 9, and there are 4 choices"),
    ],
)
def test_what_goes_together_is_said_of_choices_that_are_there(line: str, what: str) -> None:
    text = QUESTIONNAIRE.replace("    kind: multiple\n", f"    kind: multiple\n{line}", 1)
    with pytest.raises(QuestionnaireError, match=what):
        read_questionnaire(text)
    single = QUESTIONNAIRE.replace("    kind: single\n", f"    kind: single\n{line}", 1)
    with pytest.raises(QuestionnaireError, match="takes one"):
        read_questionnaire(single)


def test_what_a_sector_is_never_asked_is_not_reachable_for_it() -> None:
    text = QUESTIONNAIRE.replace(WHEN, "{item: phase, ==: primary}")
    asked, document = read_questionnaire(text)
    assert "enough" in reachable_items(asked, Belonging("education"))
    assert "enough" not in reachable_items(asked, Belonging("health"))
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


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ("asks-name", "Full name"),
        ("asks-name", "How can we contact you?"),
        ("asks-name", "Who is your line manager?"),
        ("asks-employer", "Which hospital are you based in?"),
        ("asks-employer", "Name of your setting"),
        ("asks-employer", "Please state your place of work"),
        ("asks-employer", "Which CAMHS team do you belong to?"),
        ("asks-employer", "Your school"),
        ("asks-own-experience", "Have you ever self harmed?"),
        ("asks-own-experience", "Have you had thoughts of self-harm?"),
        ("asks-own-experience", "Have you personally been affected by self-harm?"),
        ("asks-own-experience", "Has anyone in your family self-harmed?"),
        ("asks-own-experience", "Do you have a mental health condition?"),
        ("asks-own-experience", "Have you ever felt suicidal?"),
    ],
)
def test_other_ways_of_asking_who_somebody_is_are_found_too(rule: str, asked: str) -> None:
    assert rule in {f.rule for f in findings(QUESTIONNAIRE.replace("Which websites do you suggest?", asked))}


def test_an_answer_to_tick_may_not_say_own_experience_either() -> None:
    found = findings(QUESTIONNAIRE.replace("label: None of these", "label: I have self-harmed myself"))
    assert ("asks-own-experience", "training") in {(f.rule, f.item) for f in found}


@pytest.mark.parametrize(
    "asked",
    [
        "What kind of school do you work in?",
        "Which service do you refer to most?",
        "Which team do you work with most closely?",
        "How well do you understand young people's lived experience?",
        "Has a young person told you that they had thoughts of suicide?",
        "Do you have training in mental health?",
        "Have you ever struggled to reach a service?",
        "What would help your school most?",
    ],
)
def test_questions_about_work_are_left_alone(asked: str) -> None:
    assert findings(QUESTIONNAIRE.replace("Which websites do you suggest?", asked)) == []


def test_words_that_hurt_are_pointed_out_and_may_be_asked_about() -> None:
    label = "Talking about it helps"
    (found,) = findings(QUESTIONNAIRE.replace(label, f"Most of it is attention{'-'}seeking"))
    assert (found.rule, found.item, found.severity) == ("hurtful-words", "knowledge", "warning")


@pytest.mark.parametrize(("points", "found"), [("0", ["few-points"]), ("0.9", ["few-points"]), ("1.5", [])])
def test_a_budget_that_is_kept_by_counting_less_is_pointed_out(points: str, found: list[str]) -> None:
    text = QUESTIONNAIRE.replace("    text: Which websites", f"    points: {points}\n    text: Which websites")
    assert [one.rule for one in findings(text)] == found
