"""How wide words are before they are drawn, so that no line runs out of its place and none is cut.

Widths are those of DejaVu Sans in thousandths of its size, rounded up in classes; Verdana is as wide.
"""

from __future__ import annotations

CLASSES = (
    ("ijl'|I", 300),
    (" .,:;/\\-’!fJ", 362),
    ("rt()[]", 415),
    ("sczaeovxykLF?-–“”", 615),
    ("mMwW%@&+=<>#OQGND~", 960),
    ("H", 755),
)
WIDTHS = {letter: width for letters, width in CLASSES for letter in letters}
OTHER, CAPITAL = 640, 700
BOLD = 1.12


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Pixels that words take at a size, rather too many than too few."""
    total = sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else OTHER) for letter in words)
    return total / 1000 * size * (BOLD if bold else 1.0)


def fold(words: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines that fit a width; a word that is wider than that stands on a line of its own, whole."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
