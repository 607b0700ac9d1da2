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


def banners_for(member: Any) -> tuple[Banner, ...]:
    """Found once, when a permission lets the member in: a page of an error asks the database nothing."""
    return tuple(banner for find in _of for banner in find(member))
