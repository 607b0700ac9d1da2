"""Support for you: the lines that every page, letter and file about self-harm points to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from thinking_together.content.checked import read_checked, written_day

_HERE = Path(__file__).parent
SUPPORT_LINES = _HERE / "support_lines.yaml"
_UK_NUMBER = re.compile(r"\b0\d(?: ?\d){8,9}\b")


@dataclass(frozen=True, slots=True)
class SupportLine:
    """One place to turn to. ``contact`` is what to do, in words that also work in print; ``link`` does it."""

    name: str
    contact: str
    link: str
    when: str


@dataclass(frozen=True, slots=True)
class Support:
    """What *Support for you* shows. ``local`` is the area's own line, ``None`` where none is set."""

    immediate: SupportLine
    lines: tuple[SupportLine, ...]
    last_checked: date
    local: SupportLine | None = None

    @property
    def others(self) -> tuple[SupportLine, ...]:
        """Every line but the emergency number, the local one last."""
        return (*self.lines, self.local) if self.local else self.lines


def local_line(text: str) -> SupportLine | None:
    """The area's own line from what its programme says about it; ``None`` where it says nothing.

    A UK telephone number in the text becomes the link.
    """
    if not text.strip():
        return None
    number = _UK_NUMBER.search(text)
    link = f"tel:{number[0].replace(' ', '')}" if number else ""
    return SupportLine("Your local line", text.strip(), link, "")


def read_support(path: Path = SUPPORT_LINES, local: SupportLine | None = None) -> Support:
    """The support lines of a file; ``ContentError`` with the place where it says something wrong."""
    document = read_checked(path, _HERE / "support_lines.schema.json")
    checked = written_day(path, "last_checked", document["last_checked"])
    lines = tuple(SupportLine(**line) for line in document["lines"])
    return Support(SupportLine(**document["immediate"]), lines, checked, local)


@cache
def shipped_support(local: str = "") -> Support:
    """The shipped lines with a programme's own, read once."""
    return read_support(local=local_line(local))
