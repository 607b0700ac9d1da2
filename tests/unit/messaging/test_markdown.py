"""The Markdown of messages: what is meant is kept, and nothing that somebody typed becomes more than text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from thinking_together.messaging.markdown import as_html, as_text, literally

WHOLE = """# Welcome

Dear all,
this is *important*: [our page](https://here.example/a_b) and <https://there.example/_c_>.

- one
- two, going
  on
  1. deeper
  2. deepest

3. three
4. four

---

[Write](mailto:us@here.example)
"""


def test_text_reads_as_it_was_written_with_addresses_behind_words() -> None:
    assert as_text(WHOLE) == (
        "Welcome\n\n"
        "Dear all,\nthis is important: our page: https://here.example/a_b and https://there.example/_c_.\n\n"
        "- one\n- two, going\n  on\n  1. deeper\n  2. deepest\n\n"
        "3. three\n4. four\n\n"
        "----\n\n"
        "Write (mailto:us@here.example)\n"
    )


def test_html_has_the_same_and_nothing_else() -> None:
    html = as_html(WHOLE)
    assert '<a href="https://there.example/_c_">https://there.example/_c_</a>' in html
    assert set(re.findall(r"<(\w+)", html)) == {"h1", "p", "em", "a", "ul", "ol", "li", "hr"}


def test_what_is_no_part_of_it_stays_text() -> None:
    typed = '<script>x</script> ![p](https://a.example/p.png) `c` [bad](javascript:alert(1)) <b onclick="x">'
    html = as_html(typed)
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "a"}
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', html))


@given(st.text(max_size=60))
def test_what_is_meant_literally_comes_out_as_it_was_typed(typed: str) -> None:
    shown = " ".join(typed.replace("\x00", "").split())
    text = as_text(f"A {literally(typed.replace(chr(0), ''))} Z")
    assert text == f"A {shown} Z\n".replace("A  Z", "A Z")
    assert re.findall(r"<(\w+)", as_html(literally(typed))) in (["p"], [])


@given(st.text(max_size=80))
def test_no_text_at_all_makes_markup_beyond_the_subset(typed: str) -> None:
    tags = set(re.findall(r"<(\w+)", as_html(typed)))
    assert tags <= {"p", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "a", "ul", "ol", "li", "hr", "br"}
