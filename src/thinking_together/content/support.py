"""Support for you: the lines that every page, letter and file about self-harm points to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

_HERE = Path(__file__).parent
SUPPORT_LINES = _HERE / "support_lines.yaml"
_UK_NUMBER = re.compile(r"\b0\d(?: ?\d){8,9}\b")


class SupportLinesError(ValueError):
    """The file of support lines does not say what it must; the message names the file and the place."""


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
    """The support lines of a file, checked.

    Raises ``SupportLinesError`` with the place and what is wrong there.
    """
    document = _document(path)
    schema = json.loads((_HERE / "support_lines.schema.json").read_text(encoding="utf-8"))
    problems = sorted(Draft202012Validator(schema).iter_errors(document), key=lambda e: list(map(str, e.path)))
    if problems:
        first = problems[0]
        where = "/".join(map(str, first.path)) or "top of the file"
        raise SupportLinesError(f"{path.name}: {where}: {first.message}. Correct this entry.")
    try:
        checked = date.fromisoformat(document["last_checked"])
    except ValueError as error:
        raise SupportLinesError(f"{path.name}: last_checked: {error}. Write it as 2026-01-31.") from error
    lines = tuple(SupportLine(**line) for line in document["lines"])
    return Support(SupportLine(**document["immediate"]), lines, checked, local)


def _document(path: Path) -> Any:
    """YAML reads a plain date as a date; the schema wants what was written."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:  # a day that does not exist is a ValueError
        raise SupportLinesError(f"{path.name}: not readable as YAML in UTF-8: {error}. Correct it there.") from error
    if isinstance(document, dict) and isinstance(document.get("last_checked"), date):
        document["last_checked"] = document["last_checked"].isoformat()
    return document


@cache
def shipped_support(local: str = "") -> Support:
    """The shipped lines with a programme's own, read once."""
    return read_support(local=local_line(local))
