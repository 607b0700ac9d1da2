"""Names and words of programmes, hard ones among them."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st
from tests.factories.texts import plain_texts

from thinking_together.core.tabular import Code
from thinking_together.core.tabular.names import folded

# A whole programme draws many words, and only so much may be drawn for one example: most come from lists.
_CODES = ("0", "1e5", "no", "null", "a.b", "x-1", "1.1.1", "A", "b", "C_c", "z.", "n" * 80, "2023-03-31", "true")
_SHORT = ("a", "b-1", "c_2", "no", "yes", "null", "z9", "on")
_TEXTS = (
    "Plain words, with a comma.",
    "\"Quoted\" and 'single'",
    "two\nlines",
    " space around ",
    "\n",
    "=1+1",
    "'=1+1",
    "''- x",
    "-5",
    "a|b",
    "~",
    ".",
    "null",
    "yes",
    "007",
    "2023-03-31",
    "1.5e+3",
    "# no comment",
    "- item: {a: [b]}",
    "---",
    "Straße İstanbul ıI",
    "e\u0301 é",
    "\ufeffmark",
    "\x85next\u2028line\u2029",
    "🧠" * 20,
    "\t tab",
    "x" * 300,
    "nUll",
    "%PDF & <b>tags</b> &amp;",
    "{{ not a reference",
)
_random = plain_texts(min_size=1, max_size=12)
codes = (st.sampled_from(_CODES) | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,4}", fullmatch=True)).map(Code)
short_codes = (st.sampled_from(_SHORT) | st.from_regex(r"[a-z][a-z0-9_\-]{0,4}", fullmatch=True)).map(Code)
days = st.sampled_from([date(1900, 1, 1), date(2023, 2, 28), date(2024, 2, 29), date(2999, 12, 31)])
cells = st.sampled_from(_TEXTS) | st.sampled_from(_TEXTS) | _random
maybe = (st.just("") | st.sampled_from(_TEXTS) | _random).map(lambda text: text[:80])


def cell_of(longest: int) -> st.SearchStrategy[str]:
    """A cell that needs a value, now and then as long as it may be."""
    return cells.map(lambda text: text[:longest] or "x") | st.just("ß" * longest)


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


lines = cells.map(_one_line).filter(bool)


def some(names: st.SearchStrategy[Any], *, least: int = 0, most: int = 3) -> st.SearchStrategy[list[Any]]:
    """Names that no file system takes for one another."""
    return st.lists(names, min_size=least, max_size=most, unique_by=folded)


def picked(values: list[Any]) -> st.SearchStrategy[list[Any]]:
    """Some of these values, in any order, each once."""
    return st.lists(st.sampled_from(values), unique=True, max_size=3) if values else st.just([])


def one_or_none(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(values) if values else st.none()
