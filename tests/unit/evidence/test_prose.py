import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.evidence.prose import BadProse, Heading, Paragraph, Picture, parse_prose

TEXT = """Outside healthcare, {{ survey/training?option=on_the_job&sector=-health | is: first | the most named }}
was on the job. In all, {{ survey/training?option=on_the_job | n_of_total }} had it (see e.g. Table A). A third.

::: context
The programme was asked for by the board.
:::

## What it means

- One thing, {{ survey/x?option=a | percent: 1 }}.
- {{ survey/x?option=b | percent }} is another.

::: picture survey/training?option=*&sector=* | bars
Training received, by sector.
:::
"""


def test_blocks_come_in_order_with_their_kind() -> None:
    blocks = parse_prose(TEXT).blocks
    assert [type(b).__name__ for b in blocks] == [
        "Paragraph",
        "Paragraph",
        "Heading",
        "Paragraph",
        "Paragraph",
        "Picture",
    ]
    assert [b.context for b in blocks if isinstance(b, Paragraph)] == [False, True, False, False]
    assert [b.bullet for b in blocks if isinstance(b, Paragraph)] == [False, False, True, True]
    assert isinstance(blocks[2], Heading) and blocks[2].words == "What it means"
    assert isinstance(blocks[5], Picture) and blocks[5].kind == "bars"


def test_a_paragraph_is_parted_into_sentences_and_abbreviations_do_not_part_it() -> None:
    (first, second, third) = parse_prose(TEXT).blocks[0].statements
    assert first.plain() == "Outside healthcare, the most named was on the job."
    assert second.plain().endswith("(see e.g. Table A).")
    assert third.plain() == "A third."


def test_a_binding_knows_its_format_argument_words_and_line() -> None:
    (binding,) = parse_prose(TEXT).blocks[0].statements[0].bindings()
    assert (binding.format, binding.argument, binding.words, binding.line) == (
        "is",
        "first",
        "the most named",
        1,
    )
    (percent,) = parse_prose(TEXT).blocks[3].statements[0].bindings()
    assert (percent.format, percent.argument, percent.line) == ("percent", "1", 10)


def test_references_are_listed_once_with_the_one_compared_with_and_the_pictures() -> None:
    text = "A {{ survey/a?x=1 | is: higher_than survey/a?x=2 | higher }} and {{ survey/a?x=1 | percent }}."
    assert [str(r) for r in parse_prose(text).references()] == ["survey/a?x=1", "survey/a?x=2"]
    assert str(parse_prose(TEXT).references()[-1]) == "survey/training?option=*&sector=*"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("One.\n\nTwo {{ survey/x | percent", 3, "do not match"),
        ("A {{ survey/x }} b.", 1, "is not reference"),
        ("A {{ nonsense | percent }} b.", 1, "phase and a slash"),
        ("A\nb {{ survey/x | is: higher_than a/ | w }}.", 2, "figure's name"),
        ("::: context\nText.", 1, "not closed"),
        ("Text.\n:::", 2, "not opened"),
        ("::: box\nText.\n:::", 1, "neither context nor picture"),
        ("::: picture survey/x\n:::", 2, "caption of one sentence"),
        ("a \ue000", 1, "private-use"),
    ],
)
def test_prose_that_cannot_be_read_is_refused_at_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(BadProse, match=told) as refused:
        parse_prose(text)
    assert refused.value.line == line


@given(st.text(st.characters(exclude_categories=["Cs", "Co"]), max_size=200))
def test_any_text_is_read_or_refused_and_never_run(text: str) -> None:
    try:
        prose = parse_prose(text)
    except BadProse:
        return
    for statement in prose.statements():
        assert statement.parts
