"""Markdown files that begin with a few lines of YAML between ``---`` lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thinking_together.core.tabular.yamltext import print_yaml

FENCE = "---"


class NoFrontMatter(ValueError):
    """The file does not begin with front matter, or does not close it."""


@dataclass(frozen=True, slots=True)
class Document:
    """``front`` keeps the lines of the YAML where they stand in the file; the body begins on ``body_line``."""

    front: str
    body: str
    body_line: int


def tidy(text: str) -> str:
    """A body as it is kept: ``\\n`` line ends, no empty lines around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def split(text: str) -> Document:
    """Front matter and body; ``NoFrontMatter`` saying what is missing."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise NoFrontMatter("the file does not begin with a line '---'")
    close = next((at for at, line in enumerate(lines) if at and line.rstrip() == FENCE), None)
    if close is None:
        raise NoFrontMatter("the front matter is not closed by a line '---'")
    rest = lines[close + 1 :]
    blank = next((at for at, line in enumerate(rest) if line), len(rest))
    return Document("\n" + "\n".join(lines[1:close]) + "\n", tidy("\n".join(rest)), close + 2 + blank)


def join(front: Mapping[str, str | bool], body: str) -> str:
    """The file that ``split`` takes apart again. Texts in ``front`` are single lines."""
    head = print_yaml(dict(front))
    return f"{FENCE}\n{head}{FENCE}\n\n{tidy(body)}\n"
