"""The Markdown of messages: paragraphs, headings, lists, emphasis, lines and links; as HTML, and as text.

Raw HTML, pictures and code are not read as such: what looks like them stays text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}).enable(
    ["heading", "list", "hr", "paragraph", "newline", "escape", "emphasis", "link", "autolink", "entity"]
)
_MEANT = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:/@=])")
_SCHEMES = ("https:", "http:", "mailto:", "tel:")


def _is_good(address: str) -> bool:
    return address.strip().lower().startswith(_SCHEMES)


_READER.validateLink = _is_good  # type: ignore[method-assign, assignment]


def as_html(markdown: str) -> str:
    """HTML without a class, a style or a script."""
    return str(_READER.render(markdown))


def as_text(markdown: str) -> str:
    """Plain text: an address stands behind the words that lead to it."""
    lines: list[str] = []
    _Text(lines).read(_READER.parse(markdown))
    return "\n".join(lines).strip("\n") + "\n"


def literally(text: str) -> str:
    """Somebody's own words on one line, so that nothing in them is Markdown or the name of a link."""
    return _MEANT.sub(r"\\\1", " ".join(text.split()))


class _Text:
    """Walks through what was read, block by block."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.lists: list[int | None] = []  # the next number of each list that is open
        self.marker = ""

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.lists.append(int(token.attrGet("start") or 1) if token.tag == "ol" else None)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
                if not self.lists:
                    self._gap()
            elif token.type == "list_item_open":
                self._item()
            elif token.type == "hr":
                self._gap()
                self.lines += ["----", ""]
            elif token.type == "inline":
                self._block(_inline(token.children or []))

    def _item(self) -> None:
        number = self.lists[-1]
        self.marker = "- " if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1

    def _block(self, text: str) -> None:
        indent = "  " * max(len(self.lists) - 1, 0)
        first, *others = text.split("\n")
        more = " " * len(self.marker) if self.lists else ""
        self.lines.append(f"{indent}{self.marker or ('  ' if self.lists else '')}{first}")
        self.lines += [f"{indent}{more}{other}" for other in others]
        self.marker = ""
        if not self.lists:
            self._gap()

    def _gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


def _inline(tokens: list[Token]) -> str:
    out: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            out.append("\n")
        elif token.type == "link_open":
            links.append((str(token.attrGet("href") or ""), len(out)))
        elif token.type == "link_close":
            address, at = links.pop()
            if "".join(out[at:]) not in (address, address.removeprefix("mailto:")):
                out.append(f" ({address})" if address.startswith("mailto:") else f": {address} ")
        else:
            out.append(token.content)
    return re.sub(r" +(?=\n|\Z)|(?<= ) +", "", "".join(out))
