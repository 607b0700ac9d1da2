"""Texts with the passages marked that an analyst would code: ``some words [code|the passage] and more``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[([a-z_]+)\|([^\]]+)\]")


@dataclass(frozen=True)
class Passage:
    """A coded passage in code points, end exclusive."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Marked:
    """The text as written down, and the passages in it."""

    body: str
    passages: tuple[Passage, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(passage.code for passage in self.passages)

    def before(self, words: str) -> Marked:
        """The same with words put in front."""
        by = len(words)
        return Marked(words + self.body, tuple(Passage(p.code, p.start + by, p.end + by) for p in self.passages))

    def after(self, words: str) -> Marked:
        return Marked(self.body + words, self.passages)

    def capitalised(self) -> Marked:
        return Marked(self.body[:1].upper() + self.body[1:], self.passages)


def marked(text: str) -> Marked:
    """The text without its marks."""
    body, passages, done = "", [], 0
    for match in _MARK.finditer(text):
        body += text[done : match.start()]
        passages.append(Passage(match[1], len(body), len(body) + len(match[2])))
        body += match[2]
        done = match.end()
    return Marked(body + text[done:], tuple(passages))
