"""What stands around every picture: its title, what is counted, the source, and INVENTED where that is so.

They are part of the picture itself, so that a picture which is copied out of the report still says what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from thinking_together.report.charts import theme
from thinking_together.report.charts.letters import fold

_OUTER = re.compile(r"\A.*?<svg\b([^>]*)>(.*)</svg>\s*\Z", re.DOTALL)
_SIZE = re.compile(r'\b(width|height)="([0-9.]+)"')
PAD = 10
INVENTED_WORDS = "INVENTED: an example. This place and its figures do not exist."


@dataclass(frozen=True, slots=True)
class Svg:
    """A finished drawing."""

    text: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """``notes`` are short lines under the picture, above the source."""

    title: str
    subtitle: str
    source: str
    invented: bool
    notes: tuple[str, ...] = ()

    def around(self, inner: str) -> Svg:
        """The drawing with its frame."""
        body, width, height = opened(inner)
        width = max(width, theme.WIDTH) + 2 * PAD
        pieces: list[str] = []
        y = 0.0
        if self.invented:
            pieces.append(f'<rect x="0" y="0" width="{width}" height="28" fill="{theme.INVENTED}"/>')
            pieces.append(text_line(PAD, 19, INVENTED_WORDS, size=theme.SIZE, bold=True))
            y = 30
        y = _lines(pieces, self.title, width, y + 24, size=16, bold=True)
        if self.subtitle:
            y = _lines(pieces, self.subtitle, width, y + 1, size=12, colour=theme.QUIET)
        pieces.append(f'<g transform="translate({PAD},{y:.0f})">{body}</g>')
        y += height + 14
        for note in (*self.notes, f"Source: {self.source}"):
            y = _lines(pieces, note, width, y + 4, size=theme.SMALL, colour=theme.QUIET)
        total = int(y + 4)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
            f'width="{width}" height="{total}" viewBox="0 0 {width} {total}">'
        )
        ground = f'<rect width="{width}" height="{total}" fill="#ffffff"/>'
        return Svg(head + ground + "".join(pieces) + "</svg>", width, total)


def opened(svg: str) -> tuple[str, int, int]:
    """What stands inside an SVG's outermost element, its width and height."""
    match = _OUTER.match(svg)
    if match is None:
        raise ValueError("not an SVG document")
    sizes = {name: float(value) for name, value in _SIZE.findall(match[1])}
    return match[2], int(sizes["width"] + 0.999), int(sizes["height"] + 0.999)


def text_line(
    x: float,
    y: float,
    words: str,
    *,
    size: int = theme.SIZE,
    bold: bool = False,
    colour: str = theme.INK,
    anchor: str = "start",
    italic: bool = False,
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    style = ' font-style="italic"' if italic else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{theme.FAMILY}" font-size="{size}px" fill="{colour}" '
        f'text-anchor="{anchor}"{weight}{style}>{escape(words)}</text>'
    )


def _lines(
    pieces: list[str], words: str, width: int, y: float, *, size: int, bold: bool = False, colour: str = theme.INK
) -> float:
    """Adds folded lines, the first with its base line at ``y``; the base line after the last."""
    for line in fold(words, width - 2 * PAD, size, bold=bold):
        pieces.append(text_line(PAD, y, line, size=size, bold=bold, colour=colour))
        y += size * 1.4
    return y
