"""The register of a programme's sections, which rooms fill, for the navigation of every page inside a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from thinking_together.core.permissions import Permission, allows


@dataclass(frozen=True, slots=True)
class Section:
    """A link to a part of a programme: the ``name`` of its address, and whether that takes the programme.

    ``beneath`` names the section on whose page it stands; whoever may not see that page has it in the navigation.
    """

    order: int
    text: str
    name: str
    permission: Permission
    of_programme: bool = True
    beneath: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A section as the page shows it: ``current`` is this very page, ``active`` one above it."""

    text: str
    href: str
    current: bool
    active: bool


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    _sections[section.name] = section


def sections(request: Any, beneath: str = "") -> tuple[Link, ...]:
    """The sections that the member whom a permission let in may see; none on pages of no programme."""
    member = getattr(request, "membership", None)
    if not member:
        return ()
    seen = {s.name: s for s in _sections.values() if allows(member, s.permission)}
    hrefs = {name: _address(section, member.programme.slug) for name, section in seen.items()}
    above = max((n for n in seen if request.path.startswith(hrefs[n])), key=lambda n: len(hrefs[n]), default="")
    active = {above, seen[above].beneath} if above else set()
    shown = [s for s in seen.values() if (s.beneath if s.beneath in seen else "") == beneath]
    return tuple(
        Link(s.text, hrefs[s.name], hrefs[s.name] == request.path, s.name in active)
        for s in sorted(shown, key=lambda s: s.order)
    )


def _address(section: Section, programme: str) -> str:
    return reverse(section.name, kwargs={"programme": programme} if section.of_programme else None)
