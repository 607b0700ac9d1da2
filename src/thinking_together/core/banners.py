"""The register of what every page inside a programme says above its content: that it is paused, or archived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Banner:
    """A few words, and where something can be done about it."""

    title: str
    text: str
    link: str = ""
    href: str = ""


_of: list[Callable[[Any], Iterable[Banner]]] = []


def register(banners_of: Callable[[Any], Iterable[Banner]]) -> None:
    """``banners_of(member)`` gives what stands above the pages of the member's programme."""
    if banners_of not in _of:
        _of.append(banners_of)


def banners(request: Any) -> list[Banner]:
    """For the member whom a permission let in; none on pages of no programme."""
    member = getattr(request, "membership", None)
    return [banner for find in _of for banner in find(member)] if member else []
