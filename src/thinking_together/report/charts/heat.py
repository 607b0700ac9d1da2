"""A table of counts or shares as a map: the darker the cell the more there is, with the figure in every cell.

Used for the evidence gap map and for any table with two long dimensions. A gap is framed and says so.
"""

from __future__ import annotations

from typing import Any

from thinking_together.analysis.tables import Kind, Table
from thinking_together.evidence.formats import number
from thinking_together.report.charts import theme, vega
from thinking_together.report.charts.marks import Mark, marks, wrapped

LABELS = 190


def draw(table: Table) -> str:
    """The picture of a table with two dimensions: the longer one down the side."""
    alt = vega.altair()
    side, across = sorted(table.dimensions[:2], key=lambda d: -len(d.values))
    found = marks(table, side.name, across.name)
    highest = max((m.value or 0 for m in found), default=0) or 1
    rows = [_row(mark, highest, table.kind) for mark in found]
    width = max(62, min(140, (theme.WIDTH - LABELS) // max(1, len(across.values))))
    labels = [wrapped(label, 26) for _, label in side.values]
    heads = [wrapped(label, width // 8) for _, label in across.values]
    for row in rows:
        row["across"] = wrapped(row["across"], width // 8)
    base = alt.Chart(vega.values(rows))
    y = alt.Y(
        "side:N",
        sort=labels,
        title=None,
        axis=vega.side_axis(labels, LABELS),
    )
    x = alt.X(
        "across:N",
        sort=heads,
        title=None,
        axis=alt.Axis(
            labelExpr="split(datum.label, '\\n')",
            labelLineHeight=vega.LINE,
            labelPadding=8 + vega.LINE * max(head.count("\n") for head in heads),
            orient="top",
            labelAngle=0,
            ticks=False,
            domain=False,
        ),
    )
    cell = base.mark_rect(stroke="#ffffff", strokeWidth=3).encode(x=x, y=y, color=alt.Color("fill:N", scale=None))
    frame = (
        base.transform_filter("datum.gap")
        .mark_rect(
            stroke=theme.OTHER,
            strokeWidth=2,
            strokeDash=[5, 3],
            fillOpacity=0,
            width={"band": 0.92},
            height={"band": 0.82},
        )
        .encode(x=x, y=y)
    )
    words = base.mark_text(lineBreak="\n", lineHeight=14, fontSize=12, baseline="middle").encode(
        x=x, y=y, text="words:N", color=alt.Color("ink:N", scale=None)
    )
    chart = alt.layer(cell, frame, words).properties(width=alt.Step(width), height=alt.Step(vega.side_step(labels, 38)))
    return vega.svg(chart)


def _row(mark: Mark, highest: float, kind: Kind) -> dict[str, Any]:
    colour = theme.NOT_SHOWN
    if mark.value is not None:
        step = 0 if mark.value == 0 else 1 + min(3, int(mark.value / highest * 3.999))
        colour = theme.SEQUENTIAL[step]
    gap = "gap" in mark.note.lower() or (kind is Kind.COUNT and mark.value == 0)
    return {
        "side": wrapped(mark.label, 26),
        "across": mark.group,
        "fill": colour,
        "ink": theme.ink_on(colour),
        "words": _words(mark, kind, gap=gap),
        "gap": gap,
    }


def _words(mark: Mark, kind: Kind, *, gap: bool) -> str:
    if mark.value is None:
        return mark.words.replace(" to show", "\nto show")
    told = f"{number(mark.value * 100)}%" if kind is Kind.PROPORTION else number(mark.value)
    if gap:
        return "none" if mark.value == 0 else f"{told} (few)"
    return f"{told} (many)" if "saturat" in mark.note.lower() else told
