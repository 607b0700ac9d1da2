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

Path = tuple[str | int, ...]
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+][0-9]+)?)?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
DEEPEST = 40


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
        _refuse_anchors(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        what = f"the YAML cannot be read: {error.problem or error.context}"
        raise DocumentError(what, "Correct the YAML at this line.", line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DocumentError("the YAML cannot be read", "Correct the YAML.") from error
    if root is None:
        raise DocumentError("the file is empty", "Write a questionnaire, or draft one from answers.")
    lines: dict[Path, int] = {}
    return Document(_plain(root, (), lines), lines)


def _refuse_anchors(text: str) -> None:
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            raise DocumentError(
                "anchors (&) and aliases (*) are not read here",
                "Write the part out, or put quotation marks around text that begins with & or *.",
                token.start_mark.line + 1,
            )


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if len(path) > DEEPEST:
        raise DocumentError("parts lie too deep in each other", "Simplify this part.", lines[path])
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, place), lines) for place, child in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise DocumentError("a key is not a word", "Write keys as plain words.", line)
        if key.value in out:
            raise DocumentError(f"the key '{key.value}' stands twice here", "Keep one.", line)
        out[key.value] = _plain(value, (*path, key.value), lines)
        lines[(*path, key.value)] = line
    return out


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None) is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _NUMBER.match(text):
        number = float(text)
        return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else number
    return text
