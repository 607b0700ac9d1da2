from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.dates import (
    Doubled,
    Misread,
    Missing,
    local_moment,
    local_parts,
    read_date,
    read_time,
    show_moment,
    show_time,
)
from thinking_together.core.dates.fields import DateOfThree, TimeOfDay, moment_of

# The clocks of Europe/London: forward at 1am on 29 March 2026, back at 2am on 25 October 2026.
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize("at", [time(1), time(1, 30), time(1, 59)])
def test_a_time_that_the_clocks_skip_is_no_time(at: time) -> None:
    with pytest.raises(Missing) as raised:
        local_moment(SPRING, at)
    assert raised.value.first == time(2)


@pytest.mark.parametrize("at", [time(0, 59), time(2)])
def test_the_minutes_around_the_gap_are_times(at: time) -> None:
    assert local_parts(local_moment(SPRING, at)) == (SPRING, at)


def test_a_time_that_comes_twice_is_asked_about_and_both_are_told_apart() -> None:
    with pytest.raises(Doubled) as raised:
        local_moment(AUTUMN, time(1, 30))
    assert raised.value.late - raised.value.early == timedelta(0)  # by the wall
    early, late = (local_moment(AUTUMN, time(1, 30), later=later) for later in (False, True))
    assert early.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert late.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert show_moment(early.astimezone(UTC)) == "1:30am (BST) on 25 October 2026"
    assert show_moment(late.astimezone(UTC)) == "1:30am (GMT) on 25 October 2026"


def test_choosing_where_there_is_nothing_to_choose_changes_nothing() -> None:
    assert local_moment(AUTUMN, time(9), later=True) == local_moment(AUTUMN, time(9))
    assert show_moment(local_moment(AUTUMN, time(9))) == "9am on 25 October 2026"


@given(st.datetimes(datetime(1996, 1, 1), datetime(2037, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC)))
def test_a_moment_that_is_shown_and_read_is_the_same_moment(moment: datetime) -> None:
    day, at = local_parts(moment)
    assert local_moment(day, at, later=bool(at.fold)) == moment


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("3", "3", "2026"), date(2026, 3, 3)),
        ((" 03 ", "March", "2026"), date(2026, 3, 3)),
        (("29", "feb", "2028"), date(2028, 2, 29)),
    ],
)
def test_dates_are_read_as_people_write_them(typed: tuple[str, str, str], read: date) -> None:
    assert read_date(*typed) == read


@pytest.mark.parametrize(
    ("typed", "message", "fields"),
    [
        (("", "", ""), "Enter a session date", ("day", "month", "year")),
        (("1", "", "2026"), "Session date must include a month", ("month",)),
        (("", "3", ""), "Session date must include a day and year", ("day", "year")),
        (("31", "2", "2026"), "Session date must be a real date", ("day", "month", "year")),
        (("x", "2", "2026"), "Session date must be a real date", ("day",)),
        (("1", "13", "2026"), "Session date must be a real date", ("day", "month", "year")),
        (("1", "2", "26"), "Year must include 4 numbers", ("year",)),
        (("1", "2", "1066"), "Session date must be between 1900 and 2200", ("year",)),
        (("²", "2", "2026"), "Session date must be a real date", ("day",)),
        (("1", "2", "20260000000000000000000"), "Session date must be a real date", ("year",)),
    ],
)
def test_what_is_wrong_with_a_date_is_said_where_it_is(
    typed: tuple[str, str, str], message: str, fields: tuple[str, ...]
) -> None:
    with pytest.raises(Misread) as raised:
        read_date(*typed, name="session date")
    assert (raised.value.message, raised.value.fields) == (message, fields)


@given(st.tuples(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6)))
def test_whatever_is_typed_is_a_date_or_a_message(typed: tuple[str, str, str]) -> None:
    try:
        assert read_date(*typed)
    except Misread as error:
        assert error.message


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9:30am", time(9, 30)),
        ("9.30 PM", time(21, 30)),
        ("12am", time(0)),
        ("12 p.m.", time(12)),
        ("21:30", time(21, 30)),
        ("0930", time(9, 30)),
        ("midnight", time(0)),
        ("Midday", time(12)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, read: time) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize("typed", ["", "9", "25:00", "13pm", "9:60am", "soon", "0am", "١:٣٠"])
def test_what_is_no_time_is_told(typed: str) -> None:
    with pytest.raises(Misread, match="like 9:30am"):
        read_time(typed)


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_time_that_is_shown_can_be_read_again(at: time) -> None:
    assert read_time(show_time(at)) == at


class Session(forms.Form):
    day = DateOfThree(called="session date")
    ends = DateOfThree(called="end", required=False)
    at = TimeOfDay()


def test_a_form_takes_three_fields_and_a_time() -> None:
    form = Session({"day-day": "3", "day-month": "3", "day-year": "2026", "at": "2pm"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": date(2026, 3, 3), "ends": None, "at": time(14)}


def test_a_form_tells_which_part_of_a_date_is_wrong() -> None:
    form = Session({"day-day": "3", "day-year": "2026", "at": "2pm"})
    assert form.errors["day"] == ["Session date must include a month"]
    assert form.errors.as_data()["day"][0].params == {"fields": ("month",)}


def test_a_moment_on_an_odd_night_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(ValidationError, match=r"1:30am does not exist. Enter 2am or later"):
        moment_of(SPRING, time(1, 30))
    with pytest.raises(ValidationError, match=r"1:30am comes twice. Choose the first or the second"):
        moment_of(AUTUMN, time(1, 30))
