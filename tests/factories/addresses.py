"""Every address of the site, from the resolver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from thinking_together.core.permissions import Permission, permission_of


@dataclass(frozen=True)
class Address:
    """A pattern of the site: its name, what it takes, its view."""

    name: str
    takes: tuple[str, ...]
    view: Any

    @property
    def permission(self) -> Permission | None:
        return permission_of(self.view)


def addresses() -> Iterator[Address]:
    def walk(patterns: list[Any], takes: tuple[str, ...]) -> Iterator[Address]:
        for pattern in patterns:
            both = takes + tuple(pattern.pattern.converters)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, both)
            elif isinstance(pattern, URLPattern):
                yield Address(pattern.name or "", both, pattern.callback)

    yield from walk(get_resolver().url_patterns, ())


ADDRESSES = tuple(addresses())
