"""What each phase says to each theme: a cell a phase, with the word in it."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.report.charts import theme
from thinking_together.report.charts.frame import fold, text_line

LABELS = 178
CELL, HEAD = 48, 44


@dataclass(frozen=True, slots=True)
class Look:
    """How a state of a cell looks: its word, ground and whether it is framed."""

    word: str
    fill: str
    framed: bool = False


LOOKS = {
    "agreement": Look("supports", "#1d5a96"),
    "partial": Look("partly", "#a9c7e4"),
    "dissonance": Look("disagrees", "#f3cfae", framed=True),
    "silence": Look("silent", "#ffffff"),
    "": Look("", "#ffffff"),
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One theme: its title and the state in each column."""

    label: str
    states: tuple[str, ...]


def draw(columns: tuple[str, ...], rows: tuple[MatrixRow, ...]) -> str:
    """The matrix with its column heads on top."""
    width = (theme.WIDTH - LABELS) / max(1, len(columns))
    pieces: list[str] = []
    for at, column in enumerate(columns):
        lines = fold(column, width - 10, 11)[:3]
        for n, line in enumerate(lines):
            y = HEAD - 8 - (len(lines) - 1 - n) * 15
            pieces.append(text_line(LABELS + width * (at + 0.5), y, line, size=11, bold=True, anchor="middle"))
    for at, row in enumerate(rows):
        y = HEAD + at * CELL
        lines = fold(row.label, LABELS - 8, 11)[:3]
        for n, line in enumerate(lines):
            pieces.append(text_line(0, y + CELL / 2 + 4 - (len(lines) - 1) * 7 + n * 14, line, size=11))
        for n, state in enumerate(row.states):
            pieces += _cell(LABELS + width * n, y, width, LOOKS.get(state, LOOKS[""]))
    height = HEAD + len(rows) * CELL + 6
    return f'<svg width="{theme.WIDTH}" height="{height}">{"".join(pieces)}</svg>'


def _cell(x: float, y: float, width: float, look: Look) -> list[str]:
    edge = (
        f'stroke="{theme.OTHER}" stroke-width="2" stroke-dasharray="5 3"'
        if look.framed
        else (f'stroke="{theme.GRID}" stroke-width="1"')
    )
    colour = theme.QUIET if look.word == "silent" else theme.ink_on(look.fill)
    return [
        f'<rect x="{x + 2:.1f}" y="{y + 2:.1f}" width="{width - 4:.1f}" height="{CELL - 4}" '
        f'fill="{look.fill}" {edge}/>',
        text_line(x + width / 2, y + CELL / 2 + 4, look.word, size=12, colour=colour, anchor="middle"),
    ]
