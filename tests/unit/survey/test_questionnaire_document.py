import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.surveys import QUESTIONNAIRE
from tests.factories.texts import plain_texts

from thinking_together.survey.form.document import DocumentError, read_document
from thinking_together.survey.form.questionnaire import ItemKind
from thinking_together.survey.form.reading import QuestionnaireError, read_questionnaire
from thinking_together.survey.outside.draft import quoted

texts = plain_texts(max_size=60)


def test_yes_and_no_are_words_and_dates_are_text() -> None:
    content = read_document("a: yes\nb: no\nc: 2023-03-31\nd: 5\ne: 1.5\nf: true\ng: ~\nh: '5'\n").content
    assert content == {"a": "yes", "b": "no", "c": "2023-03-31", "d": 5, "e": 1.5, "f": True, "g": None, "h": "5"}


def test_every_part_knows_its_line() -> None:
    document = read_document("items:\n  - code: a\n    text: b\n  - code: c\n")
    assert document.line(("items", 1, "code")) == 4
    assert document.line(("items", 0, "text")) == 3
    assert document.line(("items", 0, "nowhere", 9)) == 2


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("a: &x [1]\nb: *x\n", 1, "anchors"),
        ("a: [1\n", 2, "cannot be read"),
        ("", None, "empty"),
        ("? [a]\n: b\n", 1, "not a word"),
        ("a: " + "[" * 60 + "]" * 60, 1, "too deep"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int | None, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as caught:
        read_document(text)
    assert caught.value.line == line


@given(texts)
def test_any_quoted_text_reads_back_equal(text: str) -> None:
    assert read_document(f"a: {quoted(text)}\n").content == {"a": text}


@given(st.dictionaries(st.sampled_from("abc"), texts.filter(lambda text: text.isprintable())))
def test_what_the_yaml_library_writes_reads_back_equal(content: dict[str, str]) -> None:
    written = yaml.safe_dump({"x": content, "y": list(content.values())}, allow_unicode=True)
    assert read_document(written).content == {"x": content, "y": list(content.values())}


def test_a_whole_questionnaire_is_read() -> None:
    questionnaire, _ = read_questionnaire(QUESTIONNAIRE)
    assert [item.kind for item in questionnaire.items][:4] == ["single", "single", "multiple", "likert"]
    assert questionnaire.sectors == ("health", "education", "police")
    assert [v.code for v in questionnaire.variables][4:6] == ["knowledge.coping", "knowledge.talking"]
    coping = questionnaire.variable("knowledge.coping")
    assert coping.kind is ItemKind.LIKERT and coping.title == "How far do you agree?: Self-harm can be a way to cope"
    assert coping.item.scale is not None
    assert [point.code for point in coping.item.scale.points] == [f"agree_{n}" for n in range(1, 6)]
    assert coping.item.scale.neutral() == ("agree_3",)
    assert [label.label for label in questionnaire.variable("years").choices] == [
        "Below 2",
        "2 to below 5",
        "5 to below 10",
        "10 and over",
    ]


def test_a_descending_scale_is_turned_round() -> None:
    text = QUESTIONNAIRE.replace("scale_direction: ascending", "scale_direction: descending")
    scale = read_questionnaire(text)[0].variable("enough").item.scale
    assert scale is not None and scale.points[0].code == "agree_5"
    assert scale.members()[0][1] == ("agree_5", "agree_4")


@pytest.mark.parametrize(
    ("old", "new", "on", "what", "remedy"),
    [
        ('version: "1"', "version: 1", "version:", "text is needed", "quotation marks"),
        ("title: Workforce survey\n", "", "questionnaire:", "'title' is missing", "title:"),
        ("    kind: number", "    kind: numeral", "kind: numeral", "not one of single, multiple", "Use one"),
        ("    split: true", "    splits: true", "code: phase", "unknown key", "Known keys"),
        ("code: on_the_job", "code: On the job", "code: On the job", "not a code", "small letters"),
        ("    bands: [2, 5, 10]", "    bands: [5, 2]", "code: years", "do not rise", "low to high"),
        ("    bands: [2, 5, 10]\n", "", "code: years", "needs 'bands'", "bands"),
        ("apart: [unsure]", "apart: [unsur]", "agreement:", "'apart' names unsur", "choices of this scale"),
        ("    scale: agreement\n    when", "    scale: agree\n    when", "code: enough", "no scale 'agree'", "scales"),
        ("{item: training, any-in: [mhfa]}", "{any-in: [mhfa]}", "code: enough", "one comparison", "item: sector"),
        (
            "{item: training, any-in: [mhfa]}",
            "{item: training, in: [a], count: {at_least: 1}}",
            "code: enough",
            "one",
            "item",
        ),
        ("kooth: {label: Kooth}", "kooth: {label: Young Minds}", "code: websites", "also belongs", "names of its own"),
    ],
)
def test_faults_of_form_are_named_with_line_and_remedy(old: str, new: str, on: str, what: str, remedy: str) -> None:
    assert old in QUESTIONNAIRE
    text = QUESTIONNAIRE.replace(old, new, 1)
    with pytest.raises(QuestionnaireError) as caught:
        read_questionnaire(text, "q.yaml")
    problem = caught.value.problems[0]
    assert what in problem.what and remedy in problem.remedy
    assert problem.file == "q.yaml" and problem.row is not None
    assert on in text.splitlines()[problem.row - 1]


def test_a_middle_is_neutral_only_where_its_words_are() -> None:
    text = QUESTIONNAIRE.replace("label: Neither agree nor disagree", "label: Sometimes")
    scale = read_questionnaire(text)[0].variable("enough").item.scale
    assert scale is not None and scale.neutral() == ()
    assert scale.members()[1][1] == ("agree_3",)
