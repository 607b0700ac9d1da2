"""Rates with their 95% intervals, an area beside the one it is compared with."""

from __future__ import annotations

import json
from typing import Any

from thinking_together.analysis.tables import Table
from thinking_together.evidence.formats import number
from thinking_together.report.charts import theme, vega
from thinking_together.report.charts.headline import home_first
from thinking_together.report.charts.marks import Mark, marks, wrapped
from thinking_together.report.charts.shape import period_of

WORDS = 200
ENDS = 190
HEIGHT = 210


def per(table: Table) -> str:
    """What a rate counts, over how many people."""
    times = next((s.multiplier for s in table.statistics), 1.0)
    return f"{table.unit} per {number(times)}" if times > 1 and " per " not in table.unit else table.unit


def draw(table: Table) -> str:
    """Points on lines: the second dimension (area) is told apart by shape, shade and the legend's words."""
    alt = vega.altair()
    area = next((d for d in table.dimensions if d.name == "area"), None)
    label = next((d.name for d in table.dimensions if d is not area), table.dimensions[0].name)
    found = marks(table, label, area.name if area else None)
    groups = home_first(found)
    labels = list(dict.fromkeys(wrapped(m.label, 24) for m in found))
    extent = 16 + 8 * max(len(line) for label in labels for line in label.split("\n"))
    width = theme.WIDTH - extent - WORDS
    base = alt.Chart(vega.values([_row(mark, named=len(groups) == 2) for mark in found]))
    y = alt.Y(
        "label:N",
        sort=labels,
        title=None,
        axis=vega.side_axis(labels, extent),
    )
    offset = alt.YOffset("group:N", sort=groups)
    x = alt.X("value:Q", scale=alt.Scale(zero=True), title=per(table), axis=alt.Axis(format=",.0f", tickCount=4))
    colour, shape = _legend(groups)
    rule = (
        base.transform_filter("isValid(datum.lower)")
        .mark_rule(strokeWidth=3, opacity=0.55)
        .encode(y=y, yOffset=offset, x="lower:Q", x2="upper:Q", color=colour)
    )
    point = (
        base.transform_filter("datum.shown")
        .mark_point(filled=True, size=110, opacity=1)
        .encode(y=y, yOffset=offset, x=x, color=colour, shape=shape)
    )
    words = (
        base.transform_filter("datum.shown")
        .mark_text(align="left", x=width + 8)
        .encode(y=y, yOffset=offset, text="words:N")
    )
    hidden = (
        base.transform_filter("!datum.shown")
        .mark_text(align="left", x=4, fontStyle="italic", color=theme.QUIET)
        .encode(y=y, yOffset=offset, text="words:N")
    )
    step = 26 * max(1, len(groups)) + 12
    return vega.svg(
        alt.layer(rule, point, words, hidden).properties(width=width, height=alt.Step(step, **{"for": "position"}))
    )


def trend(table: Table) -> str:
    """A line a group over the periods, the interval as a band, the group's name at the end of its line."""
    alt = vega.altair()
    period = period_of(table) or table.dimensions[0]
    other = next((d.name for d in table.dimensions if d is not period), None)
    found = marks(table, period.name, other)
    groups = home_first(found)
    places = {code: at for at, (code, _) in enumerate(period.values)}

    def period_at(mark: Mark) -> int:
        return places.get(mark.code, 0)

    last = max((period_at(m) for m in found if m.shown), default=0)
    named = len(groups) == 2
    rows = [{**_row(mark, named=named), "at": period_at(mark)} for mark in found]
    for row in rows:
        row["words"] = row["words"].replace(" to show", "\nto show")
    width = theme.WIDTH - 60 - (ENDS if named else 40)
    base = alt.Chart(vega.values(rows))
    x = alt.X(
        "label:O",
        sort=[label for _, label in period.values],
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelPadding=6),
    )
    y = alt.Y("value:Q", scale=alt.Scale(zero=True), title=None, axis=alt.Axis(format=",.0f", tickCount=5))
    colour, shape = _legend(groups)
    band = base.mark_area(opacity=0.18).encode(x=x, y=alt.Y("lower:Q"), y2="upper:Q", color=colour)
    line = base.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour)
    point = (
        base.transform_filter("datum.shown")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape)
    )
    hidden = (
        base.transform_filter("!datum.shown")
        .mark_text(
            fontStyle="italic", fontSize=theme.SMALL, color=theme.QUIET, y=HEIGHT - 20, lineBreak="\n", lineHeight=12
        )
        .encode(x=x, text="words:N")
    )
    highest = max((m for m in found if m.shown), key=lambda m: (period_at(m), m.value or 0)).group
    ends = [
        base.transform_filter(f"datum.at == {last} && datum.group {sign} {json.dumps(highest)}")
        .mark_text(dx=10, dy=dy, align="left", fontWeight="bold")
        .encode(x=x, y=y, text="words:N", color=alt.Color("group:N", legend=None))
        for sign, dy in (("==", -7), ("!=", 8))
    ]
    return vega.svg(alt.layer(band, line, point, hidden, *ends).properties(width=width, height=HEIGHT))


def _legend(groups: list[str]) -> tuple[Any, Any]:
    alt = vega.altair()
    colours = [theme.MAIN, theme.OTHER, theme.QUIET, "#5694ca", "#7a4a9e", "#00703c"]
    shapes = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"]
    legend = alt.Legend(orient="top", title=None, symbolSize=110, symbolOpacity=1) if len(groups) > 2 else None
    domain = groups[:6]
    return (
        alt.Color("group:N", sort=groups, legend=legend, scale=alt.Scale(domain=domain, range=colours[: len(domain)])),
        alt.Shape("group:N", sort=groups, legend=legend, scale=alt.Scale(domain=domain, range=shapes[: len(domain)])),
    )


def _row(mark: Mark, *, named: bool) -> dict[str, Any]:
    """``named``: the figure stands with the name of its area, without what is added to it in brackets."""
    words = f"{mark.words} {mark.group.partition(' (')[0]}" if named and mark.shown else mark.words
    return {
        "label": wrapped(mark.label, 24),
        "group": mark.group,
        "value": mark.value,
        "lower": mark.lower,
        "upper": mark.upper,
        "words": words,
        "shown": mark.shown,
    }
