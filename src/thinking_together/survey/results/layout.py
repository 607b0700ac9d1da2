"""Where everything stands in the picture of a figure: its title, its bars, its notes and its source.

It is laid out once, and written as SVG or drawn in pixels. All of it comes from the gated table, so that it tells
nothing that the table does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from thinking_together.core.invented import INVENTED
from thinking_together.survey.results.shown import Bar, Line, Shown

WIDTH, LABELS, BARS, LINE = 800, 300, 300, 17
INK, QUIET, SHARE, EMPTY, MARK, PAPER = "#0b0c0c", "#505a5f", "#1d5a96", "#eceef0", "#ffdd00", "#ffffff"


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is that of the line on which its letters stand."""

    x: float
    y: float
    words: str
    size: int
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Layout:
    """Marks in the order in which they lie on each other; ``title`` and ``spoken`` are for those who do not see it."""

    height: float
    marks: tuple[Box | Words, ...]
    title: str
    spoken: str


def layout(shown: Shown) -> Layout:
    """The picture of a table of shares."""
    marks: list[Box | Words] = []
    y = 12.0
    if shown.invented:
        marks += [Box(0, 0, WIDTH, 26, MARK), Words(10, 18, INVENTED, 12, bold=True)]
        y = 38
    for words in wrap(shown.title, 72):
        y += 20
        marks.append(Words(10, y, words, 16, bold=True))
    y += 18
    marks.append(Words(10, y, f"Share of {shown.unit}; lines: 95% intervals", 12, colour=QUIET))
    y += 12
    for line in shown.lines:
        folded = wrap(", ".join(line.labels), 44) or [""]
        height = LINE * len(folded) + 9
        marks += _row(line, folded, y, y + height / 2)
        y += height
    for words in (*(part for note in shown.notes for part in wrap(note, 110)), f"Source: {shown.source}"):
        y += 16
        marks.append(Words(10, y, words, 11, colour=QUIET))
    title = ("INVENTED: " if shown.invented else "") + shown.title
    paper = Box(0, 0, WIDTH, y + 14, PAPER)
    return Layout(y + 14, (paper, *marks), title, ". ".join(_spoken(shown)))


def _row(line: Line, folded: list[str], y: float, middle: float) -> Iterator[Box | Words]:
    """One figure: its words, its bar, its number."""
    for at, words in enumerate(folded, start=1):
        yield Words(10, y + LINE * at, words, 12)
    yield from _bar(line.bar, middle)
    told = line.cells[0] if len(line.cells) < 2 or not line.cells[1] else f"{line.cells[0]} ({line.cells[1]})"
    yield Words(LABELS + BARS + 20, middle + 4, told, 12, colour=INK if line.bar else QUIET)


def _bar(bar: Bar | None, middle: float) -> Iterator[Box]:
    left, scale = LABELS + 10, BARS / 100
    yield Box(left, middle - 6, BARS, 12, EMPTY)
    if bar is None:
        return
    yield Box(left, middle - 6, bar.share * scale, 12, SHARE)
    if bar.lower is not None and bar.upper is not None:
        yield Box(left + bar.lower * scale, middle - 1, (bar.upper - bar.lower) * scale, 2, INK)


def _spoken(shown: Shown) -> Iterator[str]:
    for line in shown.lines:
        yield f"{', '.join(line.labels)}: {' '.join(cell for cell in line.cells[:2] if cell)}"
