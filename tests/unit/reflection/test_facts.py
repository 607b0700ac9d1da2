from datetime import date

import pytest

from thinking_together.core.tabular import Code
from thinking_together.gatherings.models import AttendanceState, GatheringKind
from thinking_together.gatherings.queries import Meeting, Place
from thinking_together.reflection.facts import RIGHT_SIZE, Points, cancellations, in_size, points, size_in_words
from thinking_together.reflection.rows import FeedbackRow


def place(state: str = "attended", reason: str = "", notice: int | None = None) -> Place:
    return Place("health", "", "", AttendanceState(state), reason, notice)


def session(*places: Place) -> Meeting:
    return Meeting("s", GatheringKind.REFLECTIVE_SESSION, "S", date(2023, 6, 5), False, "", 7, places)


def test_sessions_of_six_or_seven_have_the_right_size() -> None:
    assert in_size((session(*[place()] * size) for size in (5, 6, 7, 8)), {}) == 2


def test_only_those_who_came_are_counted_in_the_size() -> None:
    assert in_size([session(*[place()] * 6, *[place("cancelled")] * 3)], {}) == 1


def test_a_session_of_a_round_has_the_size_that_the_round_says() -> None:
    four = session(*[place()] * 4)
    assert in_size([four], {"s": range(3, 6)}) == 1
    assert in_size([four], {"other": range(3, 6)}) == 0


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ({}, "6 or 7 people"),
        ({"s": RIGHT_SIZE}, "6 or 7 people"),
        ({"s": range(3, 6)}, "3 to 5 people"),
        ({"s": range(4, 5)}, "4 people"),
    ],
)
def test_the_size_that_was_meant_is_said_in_words(sizes: dict[str, range], words: str) -> None:
    assert size_in_words([session()], sizes) == words
    another = Meeting("t", GatheringKind.REFLECTIVE_SESSION, "T", date(2023, 6, 5), False, "", 7, ())
    assert size_in_words([session(), another], sizes | {"t": range(20, 22)}) == "the size that was planned"


def test_a_rare_reason_is_counted_as_another_reason() -> None:
    found = cancellations(
        [session(*[place("cancelled", "work_pressure", 1)] * 5, *[place("cancelled", "personal", 9)] * 4)]
    )
    assert found.reasons == (("work_pressure", "Work pressure"), ("other", "Another reason"))
    assert sum(unit["reason"] == ("other",) for unit in found.units) == 4


def test_notice_of_two_days_is_short_and_none_is_not_known() -> None:
    days = [0, 2, 3, None]
    found = cancellations([session(*(place("cancelled", "clash", d) for d in days))])
    assert [unit["notice"] for unit in found.units] == [("short",), ("short",), ("longer",), ("not_known",)]


def test_only_cancellations_are_counted() -> None:
    others = [place("did_not_attend", "clash"), place("reserve"), place()]
    assert cancellations([session(*others)]).units == ()


def test_points_are_added_by_item() -> None:
    rows = [FeedbackRow(Code("s"), 1, Code("a"), 5), FeedbackRow(Code("s"), 2, Code("a"), 2)]
    assert points(rows) == {"a": Points("a", 7, 2)}
