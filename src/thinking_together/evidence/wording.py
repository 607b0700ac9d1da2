"""Words as a reader meets them, whatever they were typed as.

A figure can hide behind an entity (``&frac12;``), behind emphasis (``1**2**``), behind characters that nobody sees
(a soft hyphen inside *twenty*), behind letters of another width or alphabet, or in the title of a link. The strict
check reads the text in each of the ways in which it could reach a page.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_URL = re.compile(r"https?://[^\s<>)\]\"']+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--|-->")
_MARKS = re.compile(r"[*_`~\\|]+")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def readings(text: str) -> tuple[str, ...]:
    """The text as a page shows it, and as it stands where marks are not rendered; addresses of links left out."""
    found: dict[str, None] = {}
    for written in (_rendered(text), _URL.sub(" ", text)):
        seen = html.unescape(html.unescape(written))
        for between in ("", " "):
            found[_plain(_MARKS.sub(between, _TAG.sub(between, seen)), between)] = None
    return tuple(found)


def mixed(text: str) -> list[str]:
    """Words put together from letters of more than one alphabet, which look like what they are not."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", _visible(text, "")))
    return [word for word in words if len(_alphabets(word)) > 1]


def _plain(text: str, between: str) -> str:
    """Compatible letters and digits, no accents, nothing invisible, one kind of hyphen and of space."""
    decomposed = unicodedata.normalize("NFKD", _visible(text, between))
    letters = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Me"))
    return re.sub(r"\s+", " ", _DASHES.sub("-", letters).replace("\u2044", "/")).replace("’", "'")


def _visible(text: str, between: str) -> str:
    return "".join(c if unicodedata.category(c) not in ("Cf", "Cc") or c in "\n\t" else between for c in text)


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha())
    return {name for name in names if name in _ALPHABETS}


def _rendered(text: str) -> str:
    return "".join(_shown(_MARKDOWN.parseInline(text.strip())))


def _shown(tokens: list[Token]) -> Iterator[str]:
    """What is read of each token: its text, and the titles and alternative texts of links and pictures."""
    for token in tokens:
        if token.type == "link_open" and token.info == "auto":
            continue
        title = token.attrGet("title")
        if title:
            yield f" {title} "
        if token.children:
            yield from _shown(token.children)
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        else:
            yield _URL.sub(" ", token.content)
