"""A YAML document together with the line on which each of its parts stands.

People correct a questionnaire in an editor, so every finding about it must name the line. YAML's own surprises are
off: ``yes`` and ``no`` are words here (they are the commonest answers of all), a date is text, a key may stand
once, and anchors are refused, since a few lines of them can unfold into gigabytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from thinking_together.core.tabular import FileRefused
from thinking_together.core.tabular.yamltext import compose

Path = tuple[str | int, ...]
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,20}([eE][-+][0-9]{1,2})?)?\Z")
_WORDS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
}


class DocumentError(ValueError):
    """The text is not a YAML document that can be used; ``line`` counts from 1."""

    def __init__(self, what: str, remedy: str, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    """``content`` is plain data; ``lines`` says where each path of keys and positions begins."""

    content: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_document(text: str) -> Document:
    """Reads YAML text; ``DocumentError`` names the line of what cannot be read."""
    try:
        root = compose(text)
    except FileRefused as refused:
        raise DocumentError(refused.what, refused.remedy, refused.row) from None
    if root is None:
        raise DocumentError("the file is empty", "Write a questionnaire, or draft one from answers.")
    lines: dict[Path, int] = {}
    return Document(_plain(root, (), lines), lines)


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, place), lines) for place, child in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in node.value:
        out[key.value] = _plain(value, (*path, key.value), lines)
        lines[(*path, key.value)] = key.start_mark.line + 1
    return out


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None) is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.match(text):
        number = float(text)
        return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else number
    return text
