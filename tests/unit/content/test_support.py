from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from thinking_together.content.checked import ContentError
from thinking_together.content.support import (
    SUPPORT_LINES,
    local_line,
    read_support,
    shipped_support,
)


def test_the_shipped_lines_are_those_that_safety_asks_for() -> None:
    support = shipped_support()
    assert support.immediate.link == "tel:999"
    assert [(line.name, line.link) for line in support.others] == [
        ("NHS 111", "tel:111"),
        ("Samaritans", "tel:116123"),
        ("Shout", "sms:85258?body=SHOUT"),
        ("Education Support", "tel:08000562561"),
    ]


def test_what_a_line_says_to_call_is_what_its_link_calls() -> None:
    for line in (shipped_support().immediate, *shipped_support().others):
        said = "".join(character for character in line.contact if character.isdigit())
        assert said in line.link


def test_the_date_of_the_last_check_is_not_in_the_future() -> None:
    assert date(2026, 1, 1) <= shipped_support().last_checked <= date.today()


def test_an_areas_own_line_comes_last_and_its_number_is_a_link() -> None:
    support = shipped_support("Fernshire line: 01632 960 123, every evening")
    assert support.others[-1].contact == "Fernshire line: 01632 960 123, every evening"
    assert support.others[-1].link == "tel:01632960123"


@pytest.mark.parametrize("text", ["", "   "])
def test_no_local_line_is_no_line(text: str) -> None:
    assert local_line(text) is None


def test_a_local_line_without_a_telephone_number_has_no_link() -> None:
    line = local_line("Drop in at the library, Tuesdays 3 to 5")
    assert line is not None
    assert line.link == ""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('link: "tel:116123"', 'link: "javascript:alert(1)"', "lines/1/link"),
        ("    when: To write", "    why: To write", "lines/2"),
        ("last_checked: 2026-11-23", "last_checked: last week", "last_checked"),
        ("last_checked: 2026-11-23", "last_checked: 2026-02-30", "support_lines.yaml"),
        ("immediate:", "immediate: [", "not readable as YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = SUPPORT_LINES.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "support_lines.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=place):
        read_support(wrong)
