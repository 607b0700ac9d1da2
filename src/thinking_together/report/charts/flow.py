"""The flow of records through the review, as the PRISMA 2020 statement draws it: boxes from top to bottom.

Drawn from the counted stages; a stage that the table does not have is left out.
"""

from __future__ import annotations

from thinking_together.analysis.tables import Statistic, Table
from thinking_together.report.charts import theme
from thinking_together.report.charts.frame import text_line
from thinking_together.report.charts.letters import fold
from thinking_together.report.charts.marks import NOT_SHOWN_WORDS, value_words

LEFT, RIGHT = 20, 390
BOX, SIDE, HIGH, GAP, LINE = 300, 280, 42, 20, 17
WAITING = ("not_", "_not_", "undecided", "unsettled")
ASIDE = ("duplicates", "duplicate", "excluded", "removed", "not_retrieved", "not_found")


def draw(table: Table) -> str:
    """Main stages in a column; what was taken out stands beside the stage before it."""
    dimension = table.dimensions[0]
    high = _high(table)
    main: list[str] = []
    aside: list[str] = []
    y = 4.0
    previous: float | None = None
    for statistic in table.statistics:
        code = statistic.key(dimension.name) or ""
        if statistic.value == 0 and any(word in code for word in WAITING):
            continue  # nothing waits here: the usual end of a review
        label = dimension.label_of(code)
        if any(word in code for word in (*ASIDE, *WAITING)) and previous is not None:
            aside += _arrow(LEFT + BOX, previous + high / 2, RIGHT - 2, previous + high / 2)
            aside += _box(RIGHT, previous, SIDE, high, label, statistic, theme.NOT_SHOWN)
            continue
        if previous is not None:
            main += _arrow(LEFT + BOX / 2, previous + high, LEFT + BOX / 2, y - 2)
        main += _box(LEFT, y, BOX, high, label, statistic, theme.SEQUENTIAL[1])
        previous, y = y, y + high + GAP
    height = int(y - GAP + 6)
    body = "".join([*main, *aside])
    return f'<svg width="{theme.WIDTH}" height="{height}">{body}</svg>'


def _high(table: Table) -> int:
    """As high as the longest label needs."""
    labels = [label for _, label in table.dimensions[0].values]
    return max(HIGH, 10 + LINE * max(len(fold(label, SIDE - 76, theme.SIZE)) for label in labels))


def _box(x: float, y: float, width: float, high: float, label: str, statistic: Statistic, fill: str) -> list[str]:
    words = NOT_SHOWN_WORDS.get(statistic.state) or value_words(statistic)
    lines = fold(label, width - 76, theme.SIZE)
    first = y + high / 2 + 5 - (len(lines) - 1) * LINE / 2
    return [
        f'<rect x="{x}" y="{y:.1f}" width="{width}" height="{high}" fill="{fill}" stroke="{theme.QUIET}"/>',
        *(text_line(x + 12, first + i * LINE, line) for i, line in enumerate(lines)),
        text_line(x + width - 12, y + high / 2 + 6, words, size=16, bold=True, anchor="end"),
    ]


def _arrow(x1: float, y1: float, x2: float, y2: float) -> list[str]:
    if y1 == y2:
        head = f"{x2 - 8:.1f},{y2 - 5:.1f} {x2:.1f},{y2:.1f} {x2 - 8:.1f},{y2 + 5:.1f}"
    else:
        head = f"{x2 - 5:.1f},{y2 - 8:.1f} {x2:.1f},{y2:.1f} {x2 + 5:.1f},{y2 - 8:.1f}"
    return [
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{theme.QUIET}" stroke-width="2"/>',
        f'<polygon points="{head}" fill="{theme.QUIET}"/>',
    ]
