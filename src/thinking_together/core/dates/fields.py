"""Form fields for a date of three fields, a time, and a moment on the two odd nights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thinking_together.core.dates.reading import Misread, read_date, read_time
from thinking_together.core.dates.showing import show_time
from thinking_together.core.dates.zone import Doubled, Missing, local_moment

PARTS = ("day", "month", "year")


class ThreeFields(forms.Widget):
    """Reads ``name-day``, ``name-month`` and ``name-year``; the page's macro draws them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}-{part}", "")) for part in PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)


class DateOfThree(forms.Field):
    """A date. What is wrong is one ``ValidationError`` whose ``params["fields"]`` names the parts to mark."""

    widget = ThreeFields

    def __init__(self, *, called: str = "date", **options: Any) -> None:
        super().__init__(**options)
        self.called = called

    def clean(self, value: Any) -> date | None:
        typed = value or {}
        if not self.required and not any(str(typed.get(part, "")).strip() for part in PARTS):
            return None
        try:
            return read_date(*(str(typed.get(part, "")) for part in PARTS), name=self.called)
        except Misread as error:
            raise ValidationError(error.message, code="misread", params={"fields": error.fields}) from None


class TimeOfDay(forms.Field):
    """A time, however people write it."""

    def __init__(self, *, called: str = "time", **options: Any) -> None:
        super().__init__(**options)
        self.called = called

    def clean(self, value: Any) -> time | None:
        typed = str(value or "")
        if not self.required and not typed.strip():
            return None
        try:
            return read_time(typed, name=self.called)
        except Misread as error:
            raise ValidationError(error.message, code="misread") from None


def moment_of(day: date, at: time, *, later: bool | None = None) -> datetime:
    """For a form's ``clean``: the moment, or a ``ValidationError`` that says what the clocks do that night.

    Its code is ``missing`` or ``doubled``; for the latter the page asks which, and passes ``later``.
    """
    try:
        return local_moment(day, at, later=later)
    except Missing as error:
        first = show_time(error.first)
        words = f"The clocks go forward that night: {show_time(at)} does not exist. Enter {first} or later"
        raise ValidationError(words, code="missing") from None
    except Doubled:
        words = f"The clocks go back that night: {show_time(at)} comes twice. Choose the first or the second"
        raise ValidationError(words, code="doubled") from None


def parts_of(value: Any) -> dict[str, str]:
    """What the three fields show: a date, or what was typed."""
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return {part: str((value or {}).get(part, "")) for part in PARTS}


def wrong_parts(field: Any) -> list[str]:
    """Which of the three fields of a form's date to mark."""
    errors = field.errors.as_data() if field.errors else []
    return [part for error in errors for part in (error.params or {}).get("fields", ())]
