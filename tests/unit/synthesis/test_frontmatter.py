"""Front matter and body of a Markdown file, apart and together."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.synthesis.frontmatter import NoFrontMatter, join, split, tidy

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_a_file_is_taken_apart_with_its_lines_kept() -> None:
    document = split("---\ntitle: A\nkind: b\n---\n\n\nFirst.\n\n---\n\nLast.\n\n")
    assert document.body == "First.\n\n---\n\nLast."
    assert document.body_line == 7
    assert document.front.split("\n")[1] == "title: A"


@pytest.mark.parametrize("text", ["", "title: A\n---\n", "---\ntitle: A\n", "\n---\na: b\n---\n", "--\na: b\n---\n"])
def test_a_file_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(NoFrontMatter):
        split(text)


@given(anything.map(lambda text: " ".join(text.split())), st.booleans(), anything)
def test_any_file_that_is_joined_splits_equal(title: str, headline: bool, body: str) -> None:
    front = {"title": title, "headline": headline}
    document = split(join(front, body))
    assert yaml.safe_load(document.front) == front
    assert document.body == tidy(body)
    assert join(front, document.body) == join(front, body)


@given(st.lists(st.sampled_from(["", " ", "Words.", "---", "x: y"]), max_size=8))
def test_the_body_begins_on_the_line_that_is_told(lines: list[str]) -> None:
    text = "---\na: b\n---\n" + "\n".join(lines)
    document = split(text)
    if document.body:
        assert text.split("\n")[document.body_line - 1] == document.body.split("\n")[0]
