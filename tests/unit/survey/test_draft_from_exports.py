from collections import Counter
from pathlib import Path

import pytest
from tests.factories.surveys import responses_csv

from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import read_questionnaire
from thinking_together.survey.held.answer_table import AnswersError, AnswerTable, read_answer_table
from thinking_together.survey.held.infer_multiple import several_choices, split_choices
from thinking_together.survey.held.responses import read_answers
from thinking_together.survey.lint import lint
from thinking_together.survey.outside.draft import draft_questionnaire, slug, unique_slugs
from thinking_together.survey.outside.infer import guess_column

YES_NO = ("Yes", "No")
UNSURE = ("Yes", "No", "Don't know")
MAYBE = ("Yes", "No", "Maybe")
SOME = ("Yes", "No", "Some of them")
SURVEY_2014 = {
    "Timestamp": (None, ()),
    "Age": ("number", ()),
    "Gender": ("text", ()),
    "Country": ("single", None),
    "state": ("single", None),
    "self_employed": ("single", YES_NO),
    "family_history": ("single", YES_NO),
    "treatment": ("single", YES_NO),
    "work_interfere": ("likert", ("Never", "Rarely", "Sometimes", "Often")),
    "no_employees": ("single", ("1-5", "6-25", "26-100", "100-500", "500-1000", "More than 1000")),
    "remote_work": ("single", YES_NO),
    "tech_company": ("single", YES_NO),
    "benefits": ("single", UNSURE),
    "care_options": ("single", ("Yes", "No", "Not sure")),
    "wellness_program": ("single", UNSURE),
    "seek_help": ("single", UNSURE),
    "anonymity": ("single", UNSURE),
    "leave": ("likert", ("Very difficult", "Somewhat difficult", "Somewhat easy", "Very easy", "Don't know")),
    "mental_health_consequence": ("single", MAYBE),
    "phys_health_consequence": ("single", MAYBE),
    "coworkers": ("single", SOME),
    "supervisor": ("single", SOME),
    "mental_health_interview": ("single", MAYBE),
    "phys_health_interview": ("single", MAYBE),
    "mental_vs_physical": ("single", UNSURE),
    "obs_consequence": ("single", YES_NO),
    "comments": ("text", ()),
}


@pytest.fixture(scope="module")
def table_2014(shared_data: Path) -> AnswerTable:
    path = shared_data / "osmi_2014_workplace_survey.csv"
    return read_answer_table(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="module")
def draft_2014(table_2014: AnswerTable) -> Questionnaire:
    return read_questionnaire(draft_questionnaire(table_2014).yaml)[0]


def test_every_row_of_the_2014_survey_is_read(table_2014: AnswerTable, draft_2014: Questionnaire) -> None:
    assert len(table_2014.rows) == 1259
    answers = read_answers(draft_2014, table_2014)
    assert all(len(column) == 1259 for column in answers.values)
    assert answers.left_out == (("age", 7),)


def test_every_column_of_the_2014_survey_is_accounted_for(table_2014: AnswerTable) -> None:
    assert set(SURVEY_2014) == set(table_2014.header)


@pytest.mark.parametrize("name", list(SURVEY_2014))
def test_each_column_of_the_2014_survey_has_its_kind(name: str, draft_2014: Questionnaire) -> None:
    kind, labels = SURVEY_2014[name]
    if kind is None:
        assert name in draft_2014.ignore
        return
    variable = next(v for v in draft_2014.variables if v.column == name)
    assert str(variable.kind) == kind
    if kind in ("single", "likert") and labels is not None:
        assert tuple(choice.label for choice in variable.choices) == labels


def test_each_count_of_the_2014_survey_is_kept(table_2014: AnswerTable, draft_2014: Questionnaire) -> None:
    answers = read_answers(draft_2014, table_2014)
    for variable, values in zip(draft_2014.variables, answers.values, strict=True):
        if variable.kind in ("single", "likert"):
            found = Counter(variable.choices[v].label for v in values if isinstance(v, int))
            assert found == Counter(c for c in table_2014.column(variable.column) if c not in ("NA", "-", ""))


def test_the_scale_of_leave_keeps_dont_know_apart(draft_2014: Questionnaire) -> None:
    scale = draft_2014.variable("leave").item.scale
    assert scale is not None and [c.label for c in scale.apart] == ["Don't know"]
    assert draft_2014.missing == ("-", "NA")


def kind_of(cells: list[str], heading: str = "Question") -> str | None:
    guess = guess_column(heading, cells)
    return str(guess.kind) if guess.kind else None


TOOLS = ["Books, leaflets", "Websites", "Apps"]


@pytest.mark.parametrize(
    ("cells", "labels", "separator"),
    [
        (["A;B", "A", "B;C;A", "C", "A;C"] * 3, {"A", "B", "C"}, ";"),
        (["A;B;", "A;", "B;C;A;", "C;", "A;C;"] * 3, {"A", "B", "C"}, ";"),
        (["A|B", "A", "B|C|A", "C", "A|C"] * 3, {"A", "B", "C"}, "|"),
        (["Red, Blue", "Red", "Blue, Green, Red", "Green", "Red, Green"] * 3, {"Red", "Blue", "Green"}, ","),
        (
            [", ".join(TOOLS), TOOLS[0], ", ".join(TOOLS[:2]), TOOLS[1], ", ".join(TOOLS[1:]), TOOLS[2]] * 3,
            set(TOOLS),
            ",",
        ),
    ],
)
def test_several_choices_in_a_cell(cells: list[str], labels: set[str], separator: str) -> None:
    guess = guess_column("Tools", cells)
    assert str(guess.kind) == "multiple" and set(guess.labels) == labels and guess.separator == separator


@pytest.mark.parametrize(
    "cells",
    [
        ["Yes, always", "Yes, sometimes", "No, never"] * 8,
        ["Bahamas, The", "France", "Spain", "Korea, Republic of"] * 8,
        ["Reading, Berkshire", "Slough, Berkshire", "Wokingham"] * 8,
        ["1,000 to 2,000", "Under 1,000", "Over 2,000"] * 8,
    ],
)
def test_a_comma_inside_a_choice_parts_nothing(cells: list[str]) -> None:
    assert several_choices(cells) is None
    assert kind_of(cells) == "single"


def test_sentences_with_commas_and_semicolons_are_open_text() -> None:
    cells = [f"I think, for {n} reasons, that it helps; others, at number {n}, do not." for n in range(40)]
    assert kind_of(cells) == "text"


def test_entries_that_were_typed_beside_the_list_are_read_as_other() -> None:
    cells = ["Red;Blue", "Red", "Blue;Green", "Green;Red"] * 6 + ["Red;A colour of my own"]
    guess = guess_column("Colours", cells)
    assert set(guess.labels) == {"Red", "Blue", "Green"} and guess.other
    assert not any("own" in note for note in guess.notes)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Strongly agree", "Agree", "Neither agree nor disagree", "Disagree"] * 3, "likert"),
        (["Not at all confident", "Slightly confident", "Very confident", "Not sure"] * 3, "likert"),
        (["Always", "NEVER", "sometimes", "Never"] * 3, "likert"),
        (["Agree", "Disagree"] * 6, "single"),
        (["Yes", "No", "Maybe"] * 4, "single"),
        (["yes", "Yes", "no", "No "] * 4, "single"),
        (["3", "4", "5", "1", "2"] * 4, "likert"),
        (["0", "1"] * 8, "single"),
        ([str(n) for n in range(17, 60)], "number"),
        (["1,200", "3,400", "12.5", "7"] * 2, "number"),
        (["2023-03-31", "2023-04-01", "2023-04-02"], None),
        (["31/03/2023 10:15", "01/04/2023 9:05:01 PM", "02/04/2023 11:00"], None),
        (["2023/03/31 1:22:33 PM GMT+1", "2023/03/31 10:22:33 AM GMT+1"], None),
        (["2023-03-31T10:15:00Z", "2023-03-31T10:15:00+01:00"], None),
        (["a@example.org", "b@example.org"], None),
        (["10.1.2.3", "192.168.0.7"], None),
        (["NA", "", "-", "n/a"], None),
        (
            [
                "male",
                "Male",
                "MALE",
                "m",
                "M",
                "f",
                "F",
                "woman",
                "Female",
                "female",
                "nb",
                "NB",
                "man",
                "trans",
                "queer",
            ],
            "text",
        ),
    ],
)
def test_kinds(cells: list[str], kind: str | None) -> None:
    assert kind_of([cell.strip() for cell in cells]) == kind


def test_who_answered_is_left_out_and_age_is_a_number_even_when_small() -> None:
    assert kind_of(["Ann", "Bea", "Ann"], "Your name") is None
    assert kind_of(["1", "2", "3", "4"] * 4, "Age") == "number"


def test_many_spellings_are_typed_however_often_each_stands() -> None:
    words = ["Blue", "blue", "BLUE", "Navy", "Teal", "teal", "Red", "Rose", "Pink", "Plum", "Grey", "Gold"]
    assert kind_of(words * 20) == "text"
    assert kind_of([word.title() for word in words] * 20) == "single"


def test_no_choice_has_the_code_of_a_missing_mark() -> None:
    table = read_answer_table("q\n" + "Na\nJa\nna\n" * 5, "x.csv")
    questionnaire, document = read_questionnaire(draft_questionnaire(table).yaml)
    assert questionnaire.missing == ("na",)
    assert lint(questionnaire, document) == ()


def test_odd_words_among_numbers_become_missing_marks() -> None:
    guess = guess_column("Years in role", [str(n) for n in range(60)] + ["lots"])
    assert str(guess.kind) == "number" and guess.unread == ("lots",)


def test_a_scale_is_listed_from_least_to_most_whatever_comes_first() -> None:
    guess = guess_column("q", ["Very easy", "Somewhat easy", "Don’t know", "Very difficult", "Somewhat difficult"] * 3)
    assert guess.labels == ("Very difficult", "Somewhat difficult", "Somewhat easy", "Very easy", "Don’t know")
    assert guess.apart == ("Don’t know",)


HARD = [
    {"Question: one?": "=cmd|' /C calc'!A0", "colour": "Red;Blue", "ü": "Ja", "rate": "Agree"},
    {"Question: one?": 'say "hi"\nand\tmore', "colour": "Red", "ü": "Nein", "rate": "Disagree"},
    {"Question: one?": "- a list", "colour": "Blue", "ü": "Ja", "rate": "Neutral"},
] * 4


def test_a_draft_reads_the_file_it_came_from_whatever_is_in_it() -> None:
    text = responses_csv(HARD, tuple(HARD[0]))
    table = read_answer_table(text, "hard: file #1.csv")
    asked, _ = read_questionnaire(draft_questionnaire(table, "hard").yaml)
    answers = read_answers(asked, table)
    kinds = [str(v.kind) for v in asked.variables]
    assert kinds == ["single", "multiple", "single", "likert"]
    assert answers.values[1][0] == (0, 1)


def test_codes_are_short_unique_and_plain() -> None:
    assert slug("Don't know (yet)") == "dont_know_yet"
    assert unique_slugs(["A b", "a B", "!!"], "item") == ["a_b", "a_b_2", "item_3"]
    assert len(unique_slugs(["x" * 90, "x" * 90], "item")[1]) <= 60


def test_a_separator_inside_a_known_choice_does_no_harm() -> None:
    known = {"On the job, informal", "Courses"}.__contains__
    assert split_choices("On the job, informal, Courses", ",", known) == ["On the job, informal", "Courses"]
    assert split_choices("Courses, unknown", ",", known) == ["Courses", "unknown"]


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("", 1, "empty"),
        ("\n\n", 1, "empty"),
        ("a,b\n", 2, "no answers"),
        ("a,a\n1,2\n", 1, "2 times"),
        ("a,,c\n1,2,3\n", 1, "column 2 has no heading"),
        ("a,b\n1,2\n1\n", 3, "1 cells where the heading has 2"),
        ("a,b\n1,2,3\n", 2, "3 cells"),
        ('a,b\n1,"2\n', 2, "cannot be read"),
        ('a,b\n1,"2"x\n', 2, "cannot be read"),
    ],
)
def test_files_of_a_bad_shape_are_refused_with_the_row(text: str, row: int, what: str) -> None:
    with pytest.raises(AnswersError, match=what) as caught:
        read_answer_table(text, "answers.csv")
    assert caught.value.problems[0].row == row and caught.value.problems[0].remedy


def test_semicolons_and_tabs_may_part_columns_and_lines_count_from_their_start() -> None:
    assert read_answer_table("a;b\n1;2\n", "x").header == ("a", "b")
    assert read_answer_table("a\tb\n1\t2\n", "x").header == ("a", "b")
    table = read_answer_table('a,b\n"one\ntwo",2\n\n3,4\n', "x")
    assert table.lines == (2, 5) and len(table.rows) == 2
