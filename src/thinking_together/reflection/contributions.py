"""From what was typed into a field to contributions, each of which becomes a text."""

from __future__ import annotations

import re
import unicodedata

_BLANK = re.compile(r"\n\s*\n")


def contributions(body: str) -> tuple[str, ...]:
    """Blank lines part them. As files hold them: no blanks at the ends of lines and no control characters."""
    parts = _BLANK.split(unicodedata.normalize("NFC", body.replace("\r\n", "\n").replace("\r", "\n")))
    found = ("\n".join(line for line in map(_clean, part.split("\n")) if line) for part in parts)
    return tuple(one for one in found if one)


def _clean(line: str) -> str:
    kept = "".join(" " if letter.isspace() else letter for letter in line if letter.isprintable() or letter.isspace())
    return " ".join(kept.split())
