"""Columns declared once, as the fields of a frozen dataclass.

The same declaration reads a cell, writes it back, checks it, and writes its line in ``docs/guides/bundle.md``.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,79}\Z")
LARGEST = 2**31 - 1  # what every kind of database keeps
MISSING: Any = dataclasses.MISSING


class Code(str):
    """A short stable name: letters, digits, ``_``, ``-`` and ``.``, at most 80 characters."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, whether it may be empty, what it defines or refers to, and its help."""

    name: str
    type: type
    optional: bool
    many: bool
    default: Any  # what an empty cell or a column left out means, where it may be
    help: str
    unique: bool = False
    defines: str | None = None  # adds each value to this set of known names
    refers: str | None = None  # each value must be in this set of known names
    choices: tuple[str, ...] = ()
    longest: int = 10_000
    least: int | None = None


def column(
    help: str,
    *,
    unique: bool = False,
    defines: str | None = None,
    refers: str | None = None,
    choices: tuple[str, ...] = (),
    longest: int = 10_000,
    least: int | None = None,
    default: Any = MISSING,
) -> Any:
    """A dataclass field that is also a column: str, Code, int, float, bool, date, or one of them as ``T | None``
    or ``tuple[T, ...]``.
    """
    told = {
        "help": help,
        "unique": unique,
        "defines": defines,
        "refers": refers,
        "choices": choices,
        "longest": longest,
        "least": least,
    }
    if default is MISSING:
        return dataclasses.field(metadata=told)
    return dataclasses.field(default=default, metadata=told)


def columns_of(row: type) -> tuple[Column, ...]:
    """The columns that a row dataclass declares, in order."""
    return _columns_of(row)


@cache
def _columns_of(row: Hashable) -> tuple[Column, ...]:
    assert isinstance(row, type)
    hints = typing.get_type_hints(row)
    return tuple(_column(field, hints[field.name]) for field in dataclasses.fields(row))


def _column(field: dataclasses.Field[Any], hint: Any) -> Column:
    optional = many = False
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
        optional = True
    if typing.get_origin(hint) is tuple:
        hint, many, optional = typing.get_args(hint)[0], True, True
    default = field.default if field.default is not MISSING else () if many else None
    optional = optional or field.default is not MISSING
    return Column(field.name, hint, optional, many, default, **field.metadata)


def parse_cell(column: Column, text: str) -> Any:
    """The value of a cell; ``ValueError`` saying what was expected."""
    if column.many:
        return tuple(_parse_one(column, part.strip()) for part in text.split("|") if part.strip())
    if text == "":
        if not column.optional:
            raise ValueError("the cell is empty but a value is needed")
        return column.default
    return _parse_one(column, text)


def _parse_one(column: Column, text: str) -> Any:
    if len(text) > column.longest:
        raise ValueError(f"the text is {len(text)} characters long; at most {column.longest} fit")
    if column.choices and text not in column.choices:
        raise ValueError(f"'{text[:60]}' is not one of {', '.join(column.choices)}")
    value = PARSERS[column.type](text)
    if column.least is not None and value < column.least:
        raise ValueError(f"{text} is less than {column.least}")
    return value


def _parse_code(text: str) -> Code:
    if not CODE.match(text):
        raise ValueError(f"'{text[:60]}' is not a code (letters, digits, _ - . and no spaces, at most 80)")
    return Code(text)


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text[:60]}' is not a date like 2023-03-31") from None


def _parse_bool(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"'{text[:60]}' is neither yes nor no")
    return text == "yes"


def _parse_int(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise ValueError(f"'{text[:60]}' is not a whole number")
    if abs(int(text)) > LARGEST:
        raise ValueError(f"{text} is more than {LARGEST:,}, the most that is kept")
    return int(text)


def _parse_float(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,3})?", text):
        raise ValueError(f"'{text[:60]}' is not a number")
    return float(text)


PARSERS: dict[type, Any] = {
    str: str,
    Code: _parse_code,
    int: _parse_int,
    float: _parse_float,
    bool: _parse_bool,
    date: _parse_date,
}


def print_cell(column: Column, value: Any) -> str:
    """The cell that reads back as ``value``."""
    if column.many:
        return "|".join(_print_one(part) for part in value)
    return _print_one(value)


def _print_one(value: Any) -> str:
    if value is None:
        return ""
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)
