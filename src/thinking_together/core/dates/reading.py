"""Reading a date of three fields and a time of one, with the words of the design system for what is wrong."""

from __future__ import annotations

import re
from datetime import date, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = ("day", "month", "year")
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?", re.ASCII)
_WORDS = {"midnight": time(0), "midday": time(12), "noon": time(12)}
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


class Misread(ValueError):
    """What is wrong, as an error message says it, and the fields that it is about."""

    def __init__(self, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields


def read_date(day: str, month: str, year: str, *, name: str = "date") -> date:
    """The date of three fields; a month may be written as a word. ``name`` is what the error calls it."""
    typed = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    empty = tuple(part for part in _PARTS if not typed[part])
    if len(empty) == len(_PARTS):
        raise Misread(f"Enter {_with_article(name)}", _PARTS)
    if empty:
        raise Misread(f"{_first_up(name)} must include a {' and '.join(empty)}", empty)
    numbers = {"day": _number(typed["day"]), "month": _month(typed["month"]), "year": _number(typed["year"])}
    wrong = tuple(part for part, number in numbers.items() if number is None)
    if not wrong and len(typed["year"]) != 4:
        raise Misread("Year must include 4 numbers", ("year",))
    try:
        found = date(numbers["year"] or 0, numbers["month"] or 0, numbers["day"] or 0)
    except ValueError:
        raise Misread(f"{_first_up(name)} must be a real date", wrong or _PARTS) from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Misread(f"{_first_up(name)} must be between {EARLIEST_YEAR} and {LATEST_YEAR}", ("year",))
    return found


def read_time(typed: str, *, name: str = "time") -> time:
    """``9:30am``, ``9.30 pm``, ``21:30``, ``0930``, ``9am``, ``midday``."""
    text = typed.strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    if not text:
        raise Misread(f"Enter {_with_article(name)}, like 9:30am")
    if text in _WORDS:
        return _WORDS[text]
    wrong = Misread(f"{_first_up(name)} must be a real time, like 9:30am or 2pm")
    found = _TIME.fullmatch(text)
    if found is None or (not found[2] and not found[3]):
        raise wrong
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise wrong
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise wrong
    return time(hour, minute)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    word = typed.lower()[:3]
    return _MONTHS.index(word) + 1 if word in _MONTHS else _number(typed)


def _first_up(name: str) -> str:
    return name[:1].upper() + name[1:]


def _with_article(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
