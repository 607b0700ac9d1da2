"""The register of a programme's sections, which rooms fill, for the navigation of every page inside a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from thinking_together.core.permissions import Permission, allows


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the navigation: the ``name`` of its address, and whether that takes the programme."""

    order: int
    text: str
    name: str
    permission: Permission
    of_programme: bool = True


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


def sections(request: Any) -> tuple[Link, ...]:
    """The sections that the member whom a permission let in may see; none on pages of no programme."""
    member = getattr(request, "membership", None)
    if not member:
        return ()
    shown = [s for s in _sections.values() if allows(member, s.permission)]
    links = [(s.text, _address(s, member.programme.slug)) for s in sorted(shown, key=lambda s: s.order)]
    above = max((href for _, href in links if request.path.startswith(href)), key=len, default="")
    return tuple(Link(text, href, href == request.path, href == above) for text, href in links)


def _address(section: Section, programme: str) -> str:
    return reverse(section.name, kwargs={"programme": programme} if section.of_programme else None)
