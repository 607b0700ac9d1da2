from datetime import date

from thinking_together.core.tabular import Code
from thinking_together.gatherings.models import AttendanceState, GatheringKind
from thinking_together.gatherings.queries import Meeting, Place
from thinking_together.reflection.facts import Points, cancellations, in_size, points
from thinking_together.reflection.rows import FeedbackRow


def place(state: str = "attended", reason: str = "", notice: int | None = None) -> Place:
    return Place("health", "", "", AttendanceState(state), reason, notice)


def session(*places: Place) -> Meeting:
    return Meeting("s", GatheringKind.REFLECTIVE_SESSION, "S", date(2023, 6, 5), False, "", 7, places)


def test_sessions_of_six_or_seven_have_the_right_size() -> None:
    assert in_size(session(*[place()] * size) for size in (5, 6, 7, 8)) == 2


def test_only_those_who_came_are_counted_in_the_size() -> None:
    assert in_size([session(*[place()] * 6, *[place("cancelled")] * 3)]) == 1


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
