"""Words of an English text, the same way for every count of words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case and where it stands: ``text[start:end]``."""

    word: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """Words in order. Apostrophes and hyphens inside a word belong to it ("young person's", "self-harm")."""
    plain = text.translate(_APOSTROPHES)  # one character for one, so that places stay true
    return tuple(Word(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(plain))
