"""The register of personal data: every app that holds any says how it is exported and erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Exported = Mapping[str, Any] | list[Any]


def _nothing_against(person: Any) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Held:
    """What one app holds about a person.

    ``export`` gives what JSON can carry; ``erase`` runs in the transaction of the erasure, before the person goes;
    ``against`` tells why the person cannot leave yet, in words for them.
    """

    app: str
    export: Callable[[Any], Exported]
    erase: Callable[[Any], None]
    against: Callable[[Any], list[str]] = _nothing_against


_held: dict[str, Held] = {}


def register(
    app: str,
    export: Callable[[Any], Exported],
    erase: Callable[[Any], None],
    against: Callable[[Any], list[str]] = _nothing_against,
) -> None:
    _held[app] = Held(app, export, erase, against)


def held() -> tuple[Held, ...]:
    """What every app holds, higher rooms first: they find a person by what lower rooms hold."""
    return tuple(reversed(_held.values()))


def registered() -> frozenset[str]:
    """The apps in the register."""
    return frozenset(_held)
