import pytest

from thinking_together.evidence.prose import parse_prose
from thinking_together.evidence.strict import slips, title_slips

BOUND = "{{ survey/x?option=a | percent }}"


def told(text: str, *, reference_needed: bool = True) -> list[str]:
    return [slip.what for slip in slips(parse_prose(text), reference_needed=reference_needed)]


def test_a_sentence_whose_figures_and_claims_are_bound_stands() -> None:
    assert (
        told(f"Of those who answered, {BOUND} had it, {{{{ survey/x?option=a | is: first | more than any other }}}}.")
        == []
    )


def test_a_sentence_without_a_reference_is_refused() -> None:
    assert told("Staff want to learn.") == ["the sentence has no evidence reference"]
    assert told("Staff want to learn.", reference_needed=False) == []


@pytest.mark.parametrize(
    "words",
    [
        "67%", "in 2021", "two thirds", "twenty people", "half of them", "more often", "the highest", "every sector",
        "nobody", "increasingly", "one in five", "the only", "Most schools", "a dozen", "twice as often", "two-thirds",
        "fewer", "the majority", "twenty-one", "three-quarters", "a handful", "halving", "threefold", "a third of them",
        "the ninth school", "a couple of schools", "nearly everyone", "wider than elsewhere", "as many as before",
        "the busiest week", "unanimously", "without exception", "one agency", "XII sessions", "per cent of them",
        "hundreds", "outnumbered", "worsening", "numerous", "almost none", "zero",
    ],
)  # fmt: skip
def test_an_unbound_figure_number_word_or_comparative_is_refused(words: str) -> None:
    assert told(f"This was said by {BOUND} and {words}."), words
    assert told(f"- This was said by {BOUND} and {words}."), words
    assert told(f"::: context\nThis was said of {words}.\n:::"), words


@pytest.mark.parametrize(
    "words",
    [
        "½ of them", "١٢ people", "３ people", "１２", "②", "Ⅻ sessions", "三 people", "𝟏𝟐", "५ people", "10²",
        "ｔｗｏ schools", "t&#119;o schools", "&frac12; of them", "&#49;&#50; people", "tw&shy;enty people",
        "tw\u00adenty people", "tw\u200benty people", "m\u200dost schools", "\ufeffhalf of them", "t**wo** schools",
        "**tw**o schools", "t_w_o schools", "`two` schools", "~~two~~ schools", "1**2** people", "two\u2011thirds",
        "two‐thirds", "two\u00a0schools", "TWO schools", "two\\_thirds", "[two schools](https://a.example)",
        '[schools](https://a.example "12 of 30")', "[schools](12 of 30 people)", "![most schools](https://a.example)",
        '![schools](https://a.example "two")', "<b>t</b>wo schools", "<!-- -->two schools", "| two | schools |",
        "[^1]: two schools", "tẃo schools", "tw̶o schools", "tw\u043e schools", "m\u03bfst schools", "999 people",
        "116 123 people", "(12)", "no.7", "n=5", "5x", "3rd",
    ],
)  # fmt: skip
def test_no_spelling_hides_a_figure_or_a_claim(words: str) -> None:
    assert told(f"This was said by {BOUND} and {words}."), words


def test_a_word_that_spans_a_line_or_a_binding_is_read_whole() -> None:
    assert told(f"This was said by {BOUND} and two-\nthirds of them.")
    assert told(f"Of t**wo** {BOUND} said so.")


def test_digits_that_repeat_what_the_reference_asks_are_names() -> None:
    text = "At ages 15 to 19 in 2020/21 it was {{ local_data/92796?age=15-19&period=2020/21 | rate }}."
    assert told(text) == []
    assert told(text.replace("15 to 19", "15–19")) == []
    assert told(text.replace("2020/21 it", "2019/20 it")) == [
        "the figure '2019' is typed by hand",
        "the figure '20' is typed by hand",
    ]


@pytest.mark.parametrize(
    "words", ["15 people", "19%", "15 of 19", "2020 people", "15 to 19 per cent", "15 to 19% more", "15 and 2020"]
)
def test_the_digits_of_a_name_are_no_licence_for_a_figure(words: str) -> None:
    bound = "{{ local_data/92796?age=15-19&period=2020/21 | rate }}"
    assert told(f"It was {bound} for {words}."), words


def test_names_with_digits_are_not_figures() -> None:
    assert told(f"NICE NG225 asks for it, and {BOUND} know it.") == []
    assert told(f"Ring 999 or call Samaritans on 116 123, as {BOUND} know.") == []


def test_addresses_of_links_are_no_figures() -> None:
    assert told(f"See [the guideline](https://www.nice.org.uk/guidance/2022), as {BOUND} do.") == []
    assert told(f"See https://a.example/2022/11, as {BOUND} do.") == []


def test_a_preference_is_no_comparison() -> None:
    assert told(f"They would rather talk to a person than look at a screen, as {BOUND} say.") == []
    assert told(f"They would rather talk, as {BOUND} say; it helps better than a screen.")


def test_background_holds_no_figure_and_no_comparison_and_no_reference() -> None:
    assert told("::: context\nThe board asked for this work.\n:::") == []
    assert told("::: context\nIt grew by 5 people.\n:::") == [
        "the figure '5' is typed by hand",
        "the comparative 'grew' is not bound to evidence",
    ]
    assert told(f"::: context\nIt was {BOUND}.\n:::") == ["background holds a reference"]


@pytest.mark.parametrize("title", ["Most schools", "Two ways", "Tw\u00ado ways", "The least regular", "12 people"])
def test_titles_and_headings_and_captions_claim_nothing(title: str) -> None:
    assert [slip.what for slip in title_slips(title)]
    assert [what for what in told(f"### {title}") if what.startswith("in a heading")]
    assert told(f"::: picture survey/x?option=* | bars\n{title}.\n:::")


def test_a_title_that_names_its_subject_stands() -> None:
    assert title_slips("How parents respond, and what they are given") == []
    assert told("### Training in health") == []


def test_a_slip_names_its_line_and_what_to_do() -> None:
    (slip,) = slips(parse_prose(f"There were {BOUND}.\n\nThen {BOUND} and 7."))
    assert slip.line == 3
    assert "reference" in slip.remedy
