import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.tabular import Problems
from thinking_together.gatherings.notes import Contribution, Heading, Notes, print_notes, read_notes

TEXT = """# Session one

## parents: How do parents respond?

- education: They ask for
  a quick answer.

  - and then call again
- group: All agreed.

## quiet: Nothing was said here
"""


def read(text: str) -> tuple[Notes | None, list[tuple[int | None, str]]]:
    problems = Problems()
    notes = read_notes("notes.md", text, problems)
    return notes, [(p.row, p.what) for p in problems.found]


def test_contributions_stand_under_their_question() -> None:
    notes, problems = read(TEXT)
    assert problems == []
    assert notes == Notes(
        "Session one",
        (
            Heading(
                "parents",
                "How do parents respond?",
                (
                    Contribution("education", "They ask for\na quick answer.\n\n- and then call again"),
                    Contribution("group", "All agreed."),
                ),
            ),
            Heading("quiet", "Nothing was said here", ()),
        ),
    )
    assert notes is not None and notes.headings[0].said[1].line == 9
    assert print_notes(notes) == TEXT


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("", 1, "no title"),
        ("## a: b\n", 1, "no title"),
        ("# T\nhello\n", 2, "neither a heading nor"),
        ("# T\n## a: b\nhello\n", 3, "neither a heading nor"),
        ("# T\n- a: b\n", 2, "before the first heading"),
        ("# T\n  more\n", 2, "goes on from nothing"),
        ("# T\n## a: b\n  more\n", 3, "goes on from nothing"),
        ("# T\n## a b: c\n", 2, "is no code"),
        ("# T\n## a:\n", 2, "has no words"),
        ("# T\n## a: b\n## a: c\n", 3, "stands already on line 2"),
        ("# T\n## a: b\n- x y: z\n", 3, "does not say who spoke"),
        ("# T\n## a: b\n- x:\n", 3, "is empty"),
        ("# T\n## a: " + "b" * 501 + "\n", 2, "501 characters long"),
        ("# " + "T" * 501 + "\n", 1, "501 characters long"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, row: int, what: str) -> None:
    notes, problems = read(text)
    assert notes is None
    assert problems[0][0] == row and what in problems[0][1]


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
lines = st.lists(words, min_size=1, max_size=4).map(" ".join)
bodies = st.lists(lines | st.just(""), max_size=4).map(lambda more: "\n".join(more).strip("\n"))
said = st.builds(
    lambda who, first, more: Contribution(who, f"{first}\n{more}".rstrip("\n")),
    st.sampled_from(["group", "education", "nhs-1"]),
    lines,
    bodies,
)
headings = st.lists(
    st.builds(lambda text, said: (text, tuple(said)), lines, st.lists(said, max_size=3)), max_size=3
).map(lambda made: tuple(Heading(f"q.{n}", text, said) for n, (text, said) in enumerate(made)))


def nfc(notes: Notes) -> Notes | None:
    return read(print_notes(notes))[0]


@given(st.builds(Notes, lines, headings))
def test_what_is_written_reads_back_equal(notes: Notes) -> None:
    once = nfc(notes)
    assert once is not None
    assert nfc(once) == once
    assert [[s.who for s in h.said] for h in once.headings] == [[s.who for s in h.said] for h in notes.headings]


@given(st.text(st.sampled_from("#- :\nab\t") | st.characters(codec="utf-8"), max_size=120))
def test_any_text_is_read_or_refused_never_an_error(text: str) -> None:
    notes, problems = read(text)
    assert (notes is None) == bool(problems)
    assert notes is None or nfc(notes) == notes
