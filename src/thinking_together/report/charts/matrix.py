"""What each phase says to each theme: a cell a phase, with the word in it."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.report.charts import theme
from thinking_together.report.charts.frame import text_line
from thinking_together.report.charts.letters import fold

LABELS = 250
CELL, LINE = 38, 17  # higher would be smaller on a slide, where the height is what there is little of
NAME, WORD, HEAD = 15, 13, 12


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
    heads = [fold(column, width - 4, HEAD, bold=True) for column in columns]
    y = 14 + LINE * max(map(len, heads), default=0)
    for at, lines in enumerate(heads):
        for n, line in enumerate(lines):
            above = y - 8 - (len(lines) - 1 - n) * LINE
            pieces.append(text_line(LABELS + width * (at + 0.5), above, line, size=HEAD, bold=True, anchor="middle"))
    for row in rows:
        lines = fold(row.label, LABELS - 8, NAME)
        high = max(CELL, LINE * len(lines) + 6)
        for n, line in enumerate(lines):
            middle = y + high / 2 + 5 - (len(lines) - 1) * LINE / 2
            pieces.append(text_line(0, middle + n * LINE, line, size=NAME))
        for n, state in enumerate(row.states):
            pieces += _cell(LABELS + width * n, y, width, high, LOOKS.get(state, LOOKS[""]))
        y += high
    return f'<svg width="{theme.WIDTH}" height="{y + 6}">{"".join(pieces)}</svg>'


def _cell(x: float, y: float, width: float, high: float, look: Look) -> list[str]:
    edge = (
        f'stroke="{theme.OTHER}" stroke-width="2" stroke-dasharray="5 3"'
        if look.framed
        else (f'stroke="{theme.GRID}" stroke-width="1"')
    )
    colour = theme.QUIET if look.word == "silent" else theme.ink_on(look.fill)
    return [
        f'<rect x="{x + 2:.1f}" y="{y + 2:.1f}" width="{width - 4:.1f}" height="{high - 4}" '
        f'fill="{look.fill}" {edge}/>',
        text_line(x + width / 2, y + high / 2 + 4, look.word, size=WORD, colour=colour, anchor="middle"),
    ]
