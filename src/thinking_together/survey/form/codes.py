"""Codes of items and choices, made from words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def slug(text: str) -> str:
    """A code made from words: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub("['’]", "", text.casefold())).strip("_")[:60].strip("_")


def unique_slugs(texts: Sequence[str], fallback: str, taken: Iterable[str] = ()) -> list[str]:
    """A code for each text, none twice and none of those taken."""
    used = set(taken)
    out = []
    for place, text in enumerate(texts, start=1):
        base = slug(text) or f"{fallback}_{place}"
        code, number = base, 2
        while code in used:
            code = f"{base[:55]}_{number}"
            number += 1
        used.add(code)
        out.append(code)
    return out
