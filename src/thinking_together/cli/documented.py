"""Documentation in step with the program: its commands and its settings, in both directions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

_SETTING = re.compile(r"\b(?:TT_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL)\b")
_ROW = re.compile(r"^\| `([A-Z_]+)` \|([^|]*)\|", re.MULTILINE)
_CODE = re.compile(r"`([^`]*)`")
_READERS: dict[str, str | int] = {"text": "", "switch": False, "number": 0, "names": ""}
_COMMAND = re.compile(r"^#+ `\./run ([a-z][a-z -]*)", re.MULTILINE)


def settings_named(sources: Iterable[Path]) -> set[str]:
    """The names of environment variables that the sources mention."""
    return {name for path in sources for name in _SETTING.findall(path.read_text(encoding="utf-8"))}


def defaults_read(sources: Iterable[Path]) -> dict[str, str]:
    """What each setting is where nobody sets it, as far as the sources say so in a constant."""
    found: dict[str, str] = {}
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _READERS:
                name, *rest = node.args or [ast.Constant(None)]
                if isinstance(name, ast.Constant) and isinstance(name.value, str) and _SETTING.fullmatch(name.value):
                    default = rest[0] if rest else ast.Constant(_READERS[node.func.attr])
                    if isinstance(default, ast.Constant):
                        found[name.value] = _spelled(default.value)
    return found


def _spelled(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def defaults_out_of_step(defaults: Mapping[str, str], guide: str) -> list[str]:
    """Settings whose row gives another default than the sources."""
    rows = {row[1]: row[2].strip() for row in _ROW.finditer(guide)}
    told = {name: (found[1] if (found := _CODE.match(cell)) else "") for name, cell in rows.items()}
    return [
        f"{name} is {default or 'nothing'} by default, and its row says {told[name] or 'nothing'}."
        for name, default in sorted(defaults.items())
        if name in told and told[name] != default and not (default == "" and rows[name])
    ]


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
