import pytest

from thinking_together.analysis.tables import Kind, Source
from thinking_together.evidence.figures import FigureDimension, FigureInfo, Mode, Reason, Selection, Unresolved
from thinking_together.evidence.reference import parse
from thinking_together.evidence.selection import select

SECTORS = (("health", "Health"), ("education", "Education"), ("council", "Council"))
INFO = FigureInfo(
    "survey",
    "x",
    "X",
    Kind.PROPORTION,
    "respondents",
    (
        FigureDimension("option", "Option", (("a", "A"), ("b", "B")), required=True),
        FigureDimension("sector", "Sector", SECTORS, pools=True),
        FigureDimension("measure", "Measure", (("rate", "Rate"), ("count", "Count")), default="rate"),
    ),
    "survey",
    Source("Test"),
)


def chosen(text: str) -> Selection:
    selection = select(INFO, parse(text))
    assert isinstance(selection, Selection), selection
    return selection


def test_a_key_left_out_means_all_together_or_its_default() -> None:
    selection = chosen("survey/x?option=a")
    assert selection.choice("sector").mode is Mode.ALL
    assert selection.value("measure") == "rate"


def test_each_lists_the_values_of_the_figure_in_its_order() -> None:
    assert chosen("survey/x?option=*").choice("option").values == ("a", "b")
    assert chosen("survey/x?option=b,a").choice("option").values == ("b", "a")


def test_all_but_one_pools_the_rest_under_the_spelling_of_the_reference() -> None:
    choice = chosen("survey/x?option=a&sector=-health").choice("sector")
    assert (choice.mode, choice.values, choice.code) == (Mode.POOL, ("education", "council"), "-health")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("survey/x?option=a&colour=red", "no key 'colour'"),
        ("survey/x", "'option' is needed"),
        ("survey/x?option=z", "no value 'z'"),
        ("survey/x?option=a+b", "cannot be added together"),
        ("survey/x?option=a&sector=-health,education,council", "leaves nothing"),
    ],
)
def test_a_question_the_figure_cannot_answer_is_named(text: str, told: str) -> None:
    answer = select(INFO, parse(text))
    assert isinstance(answer, Unresolved)
    assert answer.reason is Reason.UNKNOWN
    assert told in answer.detail
