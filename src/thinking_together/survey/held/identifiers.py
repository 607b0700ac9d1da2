"""What in an open answer may tell who somebody is: pointed out to whoever reads it, never taken out silently.

An NHS number is told by its check digit (modulus 11; NHS Data Dictionary, *NHS number*), a postcode by its form (BS
7666). A name is found only behind a title, so what is not pointed out may still name somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Sir", "PC", "DC", "Sgt")
_PATTERNS = (
    ("e-mail address", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    ("NHS number", re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")),
    ("telephone number", re.compile(r"(?<![\d.])(?:\+44[ -]?\(?0?\)?|0)(?:[ -]?\d){9,10}(?!\d)")),
    ("postcode", re.compile(r"(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}(?!\w)")),
    ("name", re.compile(rf"\b(?:{'|'.join(_TITLES)})\.? [A-Z][\w'’-]+")),
)
MAY_NAME, NAMES_NOBODY = "1", "0"
_SIGNS = re.compile(r"[@\d]")  # without one of these, or a title, there is nothing to find
_WEIGHTS = range(10, 1, -1)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: ``kind`` says what it may be, and is empty for what nobody is known by."""

    words: str
    kind: str = ""


def parts(text: str) -> tuple[Part, ...]:
    """The text in pieces that give it back when they are put together."""
    found: list[Part] = []
    at = 0
    for start, end, kind in _found(text):
        if start >= at:
            found += [Part(text[at:start]), Part(text[start:end], kind)]
            at = end
    return tuple(part for part in (*found, Part(text[at:])) if part.words)


def kinds(text: str) -> tuple[str, ...]:
    """What in a text may tell who somebody is, each kind once."""
    return tuple(dict.fromkeys(part.kind for part in parts(text) if part.kind))


def marks(texts: Sequence[object]) -> str:
    """A character for each of the open answers of a response: whether it may name somebody."""
    return "".join(MAY_NAME if isinstance(text, str) and kinds(text) else NAMES_NOBODY for text in texts)


def _found(text: str) -> list[tuple[int, int, str]]:
    """Where each begins and ends; of two that begin together the longer comes first."""
    if not (_SIGNS.search(text) or any(title in text for title in _TITLES)):
        return []
    all_found = [
        (match.start(), match.end(), kind)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(text)
        if kind != "NHS number" or _checked(match[0])
    ]
    return sorted(all_found, key=lambda one: (one[0], -one[1]))


def _checked(number: str) -> bool:
    digits = [int(sign) for sign in number if sign.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check) and check != 10
