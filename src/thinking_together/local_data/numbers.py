"""Numbers of a download, and the marks that stand where one is missing or suppressed."""

from __future__ import annotations

import re

# Blank, the marks Fingertips uses, and the shorthand of government statistics for the same.
MISSING_MARKS = frozenset({"", "-", "*", "na", "n/a", ":", "..", "[c]", "[x]", "[z]"})
MISSING_NUMBER = -1.0
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")


def is_missing(text: str) -> bool:
    return text.strip().lower() in MISSING_MARKS


def parse_number(text: str) -> float | None:
    """The number, or ``None`` for a missing mark; ``ValueError`` saying what stands there instead."""
    text = text.strip()
    if is_missing(text):
        return None
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        raise ValueError(f"'{text[:40]}' is not a number")
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"'{text[:40]}' is too large a number")
    return value
