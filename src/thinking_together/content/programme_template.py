"""How a programme begins: proposed sectors, timetable and retention, which its lead then changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from thinking_together.content.checked import ContentError, read_checked

_FOLDER = Path(__file__).parent / "programmes"
SELF_HARM = _FOLDER / "self_harm.yaml"


@dataclass(frozen=True, slots=True)
class ProposedSector:
    """A sector, and in a sentence who belongs to it."""

    code: str
    name: str
    includes: str


@dataclass(frozen=True, slots=True)
class ProposedPhase:
    """A phase, ``week`` weeks after the start of the programme and ``weeks`` long."""

    code: str
    week: int
    weeks: int
    summary: str

    def starts(self, start: date) -> date:
        return start + timedelta(weeks=self.week)

    def ends(self, start: date) -> date:
        """Its last day."""
        return start + timedelta(weeks=self.week + self.weeks, days=-1)


@dataclass(frozen=True, slots=True)
class ProposedRetention:
    """What is kept for how many months after the last phase, and why."""

    code: str
    label: str
    months: int
    why: str


@dataclass(frozen=True, slots=True)
class ProgrammeTemplate:
    """One kind of programme. ``title`` has the place in it as ``{place}``."""

    title: str
    subtitle: str
    sectors: tuple[ProposedSector, ...]
    phases: tuple[ProposedPhase, ...]
    retention: tuple[ProposedRetention, ...]

    def titled(self, place: str) -> str:
        return self.title.replace("{place}", place)


def read_template(path: Path = SELF_HARM) -> ProgrammeTemplate:
    """The template of a file; ``ContentError`` with the place and what is wrong there."""
    document = read_checked(path, _FOLDER / "template.schema.json")
    for part in ("sectors", "phases", "retention"):
        _each_once(path, part, document[part])
    return ProgrammeTemplate(
        document["title"],
        document["subtitle"],
        tuple(ProposedSector(**one) for one in document["sectors"]),
        tuple(ProposedPhase(**one) for one in document["phases"]),
        tuple(ProposedRetention(**one) for one in document["retention"]),
    )


def _each_once(path: Path, part: str, entries: list[dict[str, Any]]) -> None:
    codes = [entry["code"] for entry in entries]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ContentError(f"{path.name}: {part}: {', '.join(twice)} stands twice. Keep one.")


@cache
def self_harm_template() -> ProgrammeTemplate:
    """The shipped template, read once."""
    return read_template()
