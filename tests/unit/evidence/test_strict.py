import pytest

from thinking_together.evidence.prose import parse_prose
from thinking_together.evidence.strict import slips

BOUND = "{{ survey/x?option=a | percent }}"


def told(text: str) -> list[str]:
    return [slip.what for slip in slips(parse_prose(text))]


def test_a_sentence_whose_figures_and_claims_are_bound_stands() -> None:
    assert (
        told(f"Of those who answered, {BOUND} had it, {{{{ survey/x?option=a | is: first | more than any other }}}}.")
        == []
    )


def test_a_sentence_without_a_reference_is_refused() -> None:
    assert told("Staff want to learn.") == ["the sentence has no evidence reference"]


@pytest.mark.parametrize(
    "words",
    ["67%", "in 2021", "two thirds", "twenty people", "half of them", "more often", "the highest", "every sector",
     "nobody", "increasingly", "½ of them", "١٢ people", "Most schools", "one in five", "the only", "３ people"],
)  # fmt: skip
def test_an_unbound_figure_number_word_or_comparative_is_refused(words: str) -> None:
    assert told(f"This was said by {BOUND} and {words}."), words


def test_digits_that_repeat_what_the_reference_asks_are_names() -> None:
    text = "At ages 15 to 19 in 2020/21 it was {{ local_data/92796?age=15-19&period=2020/21 | rate }}."
    assert told(text) == []
    assert told(text.replace("2020/21 it", "2019/20 it")) == [
        "the figure '2019' is typed by hand",
        "the figure '20' is typed by hand",
    ]


def test_names_with_digits_are_not_figures() -> None:
    assert told(f"NICE NG225 asks for it, and {BOUND} know it.") == []


def test_background_holds_no_figure_and_no_comparison_and_no_reference() -> None:
    assert told("::: context\nThe board asked for this work.\n:::") == []
    assert told("::: context\nIt grew by 5 people.\n:::") == [
        "the figure '5' is typed by hand",
        "the comparative 'grew' is not bound to evidence",
    ]
    assert told(f"::: context\nIt was {BOUND}.\n:::") == ["background holds a reference"]


def test_a_slip_names_its_line_and_what_to_do() -> None:
    (slip,) = slips(parse_prose(f"There were {BOUND}.\n\nThen {BOUND} and 7."))
    assert slip.line == 3
    assert "reference" in slip.remedy
