"""A figure's bars as a picture that can be taken away: SVG written directly, since drawing is no work for a request.

The picture carries its title, what it counts, its source, and INVENTED where that is so. It is drawn from the gated
table alone, so it tells nothing that the table does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from textwrap import wrap
from xml.sax.saxutils import escape

from thinking_together.survey.results.sheets import INVENTED
from thinking_together.survey.results.shown import Bar, Line, Shown

WIDTH, LABELS, BARS, LINE = 760, 300, 300, 17
FAMILY = "'DejaVu Sans', Verdana, sans-serif"
INK, QUIET, SHARE, EMPTY, MARK = "#0b0c0c", "#505a5f", "#1d5a96", "#eceef0", "#ffdd00"


def picture(shown: Shown) -> str:
    """The SVG of a table of shares."""
    pieces: list[str] = []
    y = 12.0
    if shown.invented:
        pieces.append(f'<rect width="{WIDTH}" height="26" fill="{MARK}"/>')
        pieces.append(_text(10, 18, INVENTED, size=12, bold=True))
        y = 38
    for words in wrap(shown.title, 72):
        y += 20
        pieces.append(_text(10, y, words, size=16, bold=True))
    y += 18
    pieces.append(_text(10, y, f"Share of {shown.unit}; lines: 95% intervals", size=12, colour=QUIET))
    y += 12
    for line in shown.lines:
        piece, height = _row(line, y)
        pieces.append(piece)
        y += height
    for words in (*(part for note in shown.notes for part in wrap(note, 110)), f"Source: {shown.source}"):
        y += 16
        pieces.append(_text(10, y, words, size=11, colour=QUIET))
    height = y + 14
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}" viewBox="0 0 {WIDTH} {height:g}"'
    )
    title = escape(("INVENTED: " if shown.invented else "") + shown.title)
    return (
        f'{head} role="img" font-family="{escape(FAMILY, {chr(34): "&quot;"})}"><title>{title}</title>'
        f"<desc>{escape('. '.join(_spoken(shown)))}</desc>"
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>{"".join(pieces)}</svg>'
    )


@lru_cache(maxsize=64)
def pixels(svg: str) -> bytes:
    """The same picture in pixels, kept by what it shows."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=2))


def _row(line: Line, y: float) -> tuple[str, float]:
    """One figure: its words, its bar, its number; and how high it is."""
    words = wrap(", ".join(line.labels), 44) or [""]
    height = LINE * len(words) + 9
    middle = y + height / 2
    labels = (_text(10, y + LINE * (at + 1), word, size=12) for at, word in enumerate(words))
    told = line.cells[0] if len(line.cells) < 2 or not line.cells[1] else f"{line.cells[0]} ({line.cells[1]})"
    right = _text(LABELS + BARS + 20, middle + 4, told, size=12, colour=INK if line.bar else QUIET)
    return "".join((*labels, *_bar(line.bar, middle), right)), height


def _bar(bar: Bar | None, middle: float) -> Iterator[str]:
    yield f'<rect x="{LABELS + 10}" y="{middle - 6:g}" width="{BARS}" height="12" fill="{EMPTY}"/>'
    if bar is None:
        return
    scale = BARS / 100
    yield (f'<rect x="{LABELS + 10}" y="{middle - 6:g}" width="{bar.share * scale:.1f}" height="12" fill="{SHARE}"/>')
    if bar.lower is not None and bar.upper is not None:
        first, last = LABELS + 10 + bar.lower * scale, LABELS + 10 + bar.upper * scale
        yield f'<path d="M{first:.1f} {middle:g}H{last:.1f}" stroke="{INK}" stroke-width="2"/>'


def _text(x: float, y: float, words: str, *, size: int, bold: bool = False, colour: str = INK) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{weight}>{escape(words)}</text>'


def _spoken(shown: Shown) -> Iterator[str]:
    for line in shown.lines:
        yield f"{', '.join(line.labels)}: {' '.join(cell for cell in line.cells[:2] if cell)}"
