"""Which units of a phase are counted, and from which release: a register that phases with releases fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from thinking_together.programmes.models import Programme

Releases = Mapping[str, int]  # unit -> the number of the release that first counts it; one that none counts is missing
_phases: dict[str, Callable[[Programme], Releases | None]] = {}


def register(phase: str, releases: Callable[[Programme], Releases | None]) -> None:
    """``releases`` gives ``None`` where every unit is counted from the first release."""
    _phases[phase] = releases


def releases_of_units(programme: Programme, phase: str) -> Releases | None:
    """Of a phase without releases ``None``: each unit is counted as it comes."""
    found = _phases.get(phase)
    return None if found is None else found(programme)
