"""How far each part of a programme is and what it waits for: the register that apps fill, for the dashboard.

A part tells its stage in whole strokes. It counts what people do (agencies that have answered, findings without a
negative case), never what respondents said: figures about people go through the gate and stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from thinking_together.programmes.models import Programme


class Stage(StrEnum):
    """Where a part stands. The words are those of the page."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    WAITING = "Waiting"
    DONE = "Done"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for somebody: ``what``, in a sentence, and for which ``roles`` (codes) it waits."""

    what: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """One line of the dashboard. ``done``: what is there, each a short phrase."""

    stage: Stage
    done: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A part's status under its name, in the order of the programme, and where members see it, if anywhere."""

    code: str
    title: str
    status: Status
    address: str = ""


StatusOf = Callable[[Programme], Status]


@dataclass(frozen=True, slots=True)
class _Registered:
    order: int
    title: str
    status: StatusOf


_parts: dict[str, _Registered] = {}
_pages: dict[str, tuple[str, dict[str, str]]] = {}


def register(code: str, order: int, title: str, status: StatusOf) -> None:
    """Adds a part: phases have the orders 1 to 6, the synthesis 7, the report 8, actions 9."""
    _parts[code] = _Registered(order, title, status)


def statuses(programme: Programme) -> tuple[Line, ...]:
    """Every part's line in order; a fixed number of statements a part."""
    ordered = sorted(_parts.items(), key=lambda entry: entry[1].order)
    return tuple(Line(code, part.title, part.status(programme), _address(code, programme)) for code, part in ordered)


def lead_to(code: str, name: str, **arguments: str) -> None:
    """Where members see a part: the ``name`` of an address that takes the programme, with what else it takes."""
    _pages[code] = (name, arguments)


def _address(code: str, programme: Programme) -> str:
    if code not in _pages:
        return ""
    name, arguments = _pages[code]
    return reverse(name, kwargs={"programme": programme.slug, **arguments})


def counted(count: int, one: str, many: str) -> str:
    """``3 meetings``, ``1 meeting``."""
    return f"{count} {one if count == 1 else many}"


def known(*phrases: tuple[int, str, str]) -> tuple[str, ...]:
    """Each count that is not 0, with its word."""
    return tuple(counted(count, one, many) for count, one, many in phrases if count)
