"""Documentation in step with the program: its commands and its settings, in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_SETTING = re.compile(r"\b(?:TT_[A-Z][A-Z_]*|DATABASE_URL)\b")
_COMMAND = re.compile(r"^#+ `\./run ([a-z][a-z -]*)", re.MULTILINE)


def settings_named(sources: Iterable[Path]) -> set[str]:
    """The names of environment variables that the sources mention."""
    return {name for path in sources for name in _SETTING.findall(path.read_text(encoding="utf-8"))}


def undocumented_settings(names: set[str], guide: str) -> list[str]:
    """Settings without an entry (a table row beginning with the name), and entries for no setting."""
    told = {name for line in guide.splitlines() if line.startswith("| `") for name in _SETTING.findall(line)[:1]}
    missing = [f"{name} is read but has no row in the guide." for name in sorted(names - told)]
    return missing + [f"{name} has a row but nothing reads it." for name in sorted(told - names)]


def undocumented_commands(paths: Iterable[str], guide: str) -> list[str]:
    """Commands without a heading of their own in the guide, and headings for no command."""
    known = set(paths)
    told = {heading.strip() for heading in _COMMAND.findall(guide)}
    missing = [f"./run {path} has no heading in the guide." for path in sorted(known - told)]
    return missing + [f"./run {path} has a heading but is no command." for path in sorted(told - known)]
