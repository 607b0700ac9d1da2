"""Bars with their 95% intervals, one a line, with the figure in words at the end of the line.

Used for shares and counts along one dimension, or two (a block of bars for each value of the second).
"""

from __future__ import annotations

from typing import Any

from thinking_together.analysis.tables import Kind, Table
from thinking_together.report.charts import theme, vega
from thinking_together.report.charts.marks import Mark, marks, wrapped
from thinking_together.report.charts.shape import UNORDERED

LABELS = 215
WORDS = 150
STEP = 28


def draw(table: Table) -> str:
    """The picture of a table with one or two dimensions."""
    found = marks(table)
    if len(table.dimensions) == 1 and table.dimensions[0].name in UNORDERED:
        found.sort(key=lambda mark: -1 if mark.value is None else mark.value, reverse=True)
    groups = list(dict.fromkeys(mark.group for mark in found))
    top = _top(table, found)
    blocks = [_block(table, [m for m in found if m.group == g], top, g, last=g == groups[-1]) for g in groups]
    chart = blocks[0] if len(blocks) == 1 else vega.altair().vconcat(*blocks, spacing=14)
    return vega.svg(chart)


def _top(table: Table, found: list[Mark]) -> float:
    highest = max((m.upper or m.value or 0 for m in found), default=0)
    if table.kind is Kind.PROPORTION:
        return min(1.0, max(0.1, highest * 1.05))
    return highest * 1.05 or 1


def _block(table: Table, found: list[Mark], top: float, group: str, *, last: bool) -> Any:
    alt = vega.altair()
    rows = [_row(mark) for mark in found]
    labels = [str(row["label"]) for row in rows]
    width = theme.WIDTH - LABELS - WORDS
    base = alt.Chart(vega.values(rows))
    y = alt.Y(
        "label:N",
        sort=labels,
        title=None,
        axis=vega.side_axis(labels, LABELS),
    )
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        title=None,
        axis=alt.Axis(format="%" if table.kind is Kind.PROPORTION else ",.0f", tickCount=5, labels=last, ticks=last),
    )
    bar = base.mark_bar(color=theme.MAIN_LIGHT, height={"band": 0.72}).encode(y=y, x=x)
    interval = (
        base.transform_filter("isValid(datum.lower)")
        .mark_rule(color=theme.INK, strokeWidth=2)
        .encode(y=y, x="lower:Q", x2="upper:Q")
    )
    words = base.transform_filter("datum.shown").mark_text(align="left", x=width + 8).encode(y=y, text="words:N")
    hidden = (
        base.transform_filter("!datum.shown")
        .mark_text(align="left", x=4, fontStyle="italic", color=theme.QUIET)
        .encode(y=y, text="words:N")
    )
    block = alt.layer(bar, interval, words, hidden).properties(
        width=width, height=alt.Step(vega.side_step(labels, STEP))
    )
    if not group:
        return block
    return block.properties(title=alt.Title(group, anchor="start", frame="group", fontSize=theme.SIZE, color=theme.INK))


def _row(mark: Mark) -> dict[str, Any]:
    return {
        "label": wrapped(mark.label, 28),
        "value": mark.value,
        "lower": mark.lower,
        "upper": mark.upper,
        "words": mark.words,
        "shown": mark.shown,
    }
