"""How far a visit has looked round: the stops it has been to, kept in its session."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from thinking_together.programmes.models import Programme
from thinking_together.site.demo.guides import Guide, Stop

BEEN_TO = "demo_been_to"


@dataclass(frozen=True, slots=True)
class Look:
    """A stop as the page shows it: its number, and whether this visit has been there."""

    number: int
    text: str
    why: str
    been: bool


def looks(request: HttpRequest, guide: Guide) -> tuple[Look, ...]:
    been = request.session.get(BEEN_TO, {}).get(guide.role.value, [])
    return tuple(Look(n, s.text, s.why, n in been) for n, s in enumerate(guide.stops, start=1))


def go(request: HttpRequest, guide: Guide, number: int, programme: Programme) -> str:
    """Notes the stop, and gives its address."""
    been = request.session.setdefault(BEEN_TO, {}).setdefault(guide.role.value, [])
    if number not in been:
        been.append(number)
        request.session.modified = True
    return _address(guide.stops[number - 1], programme)


def _address(stop: Stop, programme: Programme) -> str:
    return reverse(stop.name, kwargs={"programme": programme.slug} if stop.of_programme else None)
