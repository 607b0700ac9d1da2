"""The one way in which the system writes: a transaction, and in it the event that tells of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, overload

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from thinking_together.core.audit import SYSTEM, Actor, Details, System, add_event
from thinking_together.core.closed import refuse

__all__ = ["SYSTEM", "Actor", "Unchanged", "Written", "write"]

P = ParamSpec("P")
Record = TypeVar("Record", bound=models.Model)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Written(Generic[Value]):
    """What a write returns when its value is not itself the record, or when there is more to tell.

    ``details`` are small and hold no authored text. A record that was deleted still has its key.
    """

    record: models.Model
    value: Value
    details: Details = field(default_factory=dict)
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged(Generic[Value]):
    """What a write returns when there was nothing to do: no event."""

    value: Value


class Decorate(Protocol):
    """Gives a function back as a write, with the value that it returns."""

    @overload
    def __call__(self, function: Callable[P, Record | Unchanged[Record]]) -> Callable[P, Record]: ...
    @overload
    def __call__(self, function: Callable[P, Written[Value] | Unchanged[Value]]) -> Callable[P, Value]: ...


_part_of_a_whole: ContextVar[bool] = ContextVar("part_of_a_whole", default=False)


def write(action: str, *, whole: bool = False, always: bool = False) -> Decorate:
    """Makes a domain function a write that leaves the event ``action``, such as ``membership.granted``.

    With ``whole`` the writes that it calls are parts of it and leave no events of their own. A programme that is
    closed is written to by those alone that may ``always``; any other raises ``ReadOnly`` and leaves nothing.
    ``TypeError`` for a function that is not keyword-only or has no required ``by``.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        _check_signature(function)

        @wraps(function)
        def written(*, by: Actor, **arguments: Any) -> Any:
            _check_actor(by)
            told = _part_of_a_whole.get()
            token = _part_of_a_whole.set(told or whole)
            try:
                with transaction.atomic():
                    outcome = function(by=by, **arguments)
                    if isinstance(outcome, Unchanged):
                        return outcome.value
                    if not isinstance(outcome, Written):
                        outcome = Written(outcome, outcome)
                    programme = _programme_of(outcome, arguments)
                    if programme and not always:
                        refuse(programme)
                    if not told:
                        add_event(
                            by=by, action=action, record=outcome.record, programme=programme, details=outcome.details
                        )
                    return outcome.value
            finally:
                _part_of_a_whole.reset(token)

        written.action = action  # type: ignore[attr-defined]
        return written

    return decorate


def _programme_of(outcome: Written[Any], arguments: Mapping[str, Any]) -> str:
    """The short name of the programme that the write is about; empty for one of none."""
    if outcome.programme is not None:
        return outcome.programme
    holder = arguments.get("programme") or getattr(outcome.record, "programme", None) or outcome.record
    return str(getattr(holder, "slug", "")) if _is_programme(holder) else ""


def _is_programme(thing: Any) -> bool:
    """By name: this room knows none of the models above it."""
    return isinstance(thing, models.Model) and thing._meta.label == "programmes.Programme"


def _check_actor(by: Any) -> None:
    if not isinstance(by, System | AbstractBaseUser):
        raise TypeError(f"by={by!r} is neither a person nor SYSTEM")


def _check_signature(function: Callable[..., Any]) -> None:
    parameters = inspect.signature(function).parameters
    loose = [name for name, p in parameters.items() if p.kind is not p.KEYWORD_ONLY]
    if loose:
        raise TypeError(f"{function.__qualname__}: {', '.join(loose)} must be keyword-only")
    if "by" not in parameters or parameters["by"].default is not inspect.Parameter.empty:
        raise TypeError(f"{function.__qualname__}: by must be a required argument")
