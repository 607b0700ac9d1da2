from __future__ import annotations

from thinking_together.local_data.notes import BREAK, NOT_PEOPLE, OVERLAP, UNDERCOUNT, notes_for


def test_admissions_say_what_they_are_not() -> None:
    assert set(notes_for(["90813"], ["2020/21"])) == {NOT_PEOPLE, UNDERCOUNT, BREAK}
    assert notes_for(["11111"], ["2020/21"]) == ()


def test_pooled_periods_that_overlap_are_named() -> None:
    assert notes_for(["1"], ["2015/16 - 17/18", "2014/15 - 16/17"]) == (OVERLAP,)
    assert notes_for(["1"], ["2015/16", "2016/17", "lately"]) == ()
