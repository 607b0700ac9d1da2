"""Frozen dataclasses to JSON and back, so that an edition is kept exactly as it was read.

Only the classes that a caller names can come back: a stored document cannot make anything else.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Frozen = TypeVar("Frozen")
NAME = "_"


def freeze(value: Any) -> Any:
    """JSON data for a frozen dataclass and all it holds; ``TypeError`` for what cannot be frozen."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: freeze(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {NAME: type(value).__name__, **fields}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [freeze(part) for part in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a {type(value).__name__} cannot be frozen")


def thaw(data: Any, kind: type[Frozen], classes: tuple[type, ...]) -> Frozen:
    """The value that was frozen; ``ValueError`` when the data do not have its shape."""
    value = _thaw(data, kind, {c.__name__: c for c in classes})
    if not isinstance(value, kind):
        raise ValueError(f"the data hold a {type(value).__name__}, not a {kind.__name__}")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _thaw(data: Any, hint: Any, classes: dict[str, type]) -> Any:
    if isinstance(data, dict):
        named = classes.get(str(data.get(NAME)))
        if named is None:
            raise ValueError(f"unknown kind of data: {data.get(NAME)!r}")
        hints = _hints(named)
        return named(**{name: _thaw(part, hints.get(name), classes) for name, part in data.items() if name != NAME})
    if isinstance(data, list):
        return tuple(_thaw(part, inner, classes) for part, inner in zip(data, _inner(hint, len(data)), strict=True))
    plain = _plain(hint)
    if isinstance(data, str) and plain is date:
        return date.fromisoformat(data)
    if isinstance(data, str) and isinstance(plain, type) and issubclass(plain, Enum):
        return plain(data)
    return data


def _inner(hint: Any, length: int) -> tuple[Any, ...]:
    """The types of a tuple's parts."""
    arguments = typing.get_args(_plain(hint))
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return (arguments[0],) * length
    return arguments if len(arguments) == length else (None,) * length


def _plain(hint: Any) -> Any:
    """The type without ``| None``; a union of several stays as it is."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        rest = [a for a in typing.get_args(hint) if a is not types.NoneType]
        return rest[0] if len(rest) == 1 else hint
    return hint
