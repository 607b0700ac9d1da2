"""How each group's answers are shared out: one line a group, an ordered scale from end to end.

Used for answers on a scale by sector and for ratings by section. What may not be shown is one grey piece that says so.
"""

from __future__ import annotations

import re
from typing import Any

from thinking_together.analysis.tables import Kind, State, Statistic, Table
from thinking_together.evidence.formats import number
from thinking_together.report.charts import theme, vega
from thinking_together.report.charts.marks import wrapped
from thinking_together.report.charts.shape import scale_of

LABELS, WRAP = 215, 30
MANY, WIDE_LABELS, WIDE_WRAP = 8, 385, 58
HIDDEN = "Too few to show"
MIDDLE = re.compile(r"\b(?:disagree|neither|neutral|unlikely|dissatisfied|never|difficult)\b", re.IGNORECASE)


def shares_out(table: Table) -> bool:
    """Whether each group's shown shares add up to no more than the whole, and one group's to all of it."""
    name = scale_of(table)
    if name is None or len(table.dimensions) != 2 or table.kind not in (Kind.PROPORTION, Kind.COUNT):
        return False
    if table.kind is Kind.COUNT:
        return True
    sums: dict[str, float] = {}
    group = next(d.name for d in table.dimensions if d.name != name)
    for s in table.shown():
        sums[s.key(group) or ""] = sums.get(s.key(group) or "", 0) + (s.value or 0)
    return bool(sums) and max(sums.values()) < 1.001 and any(total > 0.99 for total in sums.values())


def draw(table: Table) -> str:
    """The picture of a table with an ordered scale and a dimension of groups."""
    alt = vega.altair()
    name = scale_of(table) or table.dimensions[0].name
    steps = next(d for d in table.dimensions if d.name == name).values
    rows = _rows(table, name)
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    drawn = {row["step"] for row in rows}
    looks = {label: colour for (_, label), colour in zip(steps, _colours(steps).values(), strict=True)}
    used = [label for label in (*looks, HIDDEN) if label in drawn]
    extent = _extent(len(groups))
    colour = alt.Color(
        "step:N",
        sort=used,
        scale=alt.Scale(domain=used, range=[looks.get(label, theme.NOT_SHOWN) for label in used]),
        legend=alt.Legend(orient="top", title=None, columns=_columns(used), symbolType="square"),
    )
    y = alt.Y(
        "group:N",
        sort=groups,
        title=None,
        axis=vega.side_axis(groups, extent),
    )
    x = alt.X("start:Q", scale=alt.Scale(domain=[0, 1]), title=None, axis=alt.Axis(format="%", tickCount=5))
    base = alt.Chart(vega.values(rows))
    bar = base.mark_bar(stroke="#ffffff", strokeWidth=1.5, height={"band": 0.72}).encode(
        y=y, x=x, x2="end:Q", color=colour
    )
    words = base.mark_text(fontSize=12).encode(
        y=y, x=alt.X("middle:Q"), text="words:N", color=alt.Color("ink:N", scale=None)
    )
    return vega.svg(
        alt.layer(bar, words).properties(
            width=theme.WIDTH - extent - 12,
            height=alt.Step(vega.side_step(groups, 24 if len(groups) > MANY else 34)),
        )
    )


def _rows(table: Table, scale: str) -> list[dict[str, Any]]:
    steps = next(d for d in table.dimensions if d.name == scale)
    group = next((d for d in table.dimensions if d.name != scale), None)
    colours = _colours(steps.values)
    rows: list[dict[str, Any]] = []
    many = group is not None and len(group.values) > MANY
    for code, label in group.values if group else (("", ""),):
        cells = {s.key(scale): s for s in table.statistics if group is None or s.key(group.name) == code}
        ordered = [(step, words, cells[step]) for step, words in steps.values if step in cells]
        rows += _line(label, ordered, colours, many=many)
    return rows


def _extent(groups: int) -> int:
    """Many lines have wider names, so that each takes one line and the picture stays low."""
    return WIDE_LABELS if groups > MANY else LABELS


def _columns(labels: list[str]) -> int:
    """As many names beside each other as the picture's width holds."""
    longest = max(map(len, labels))
    if sum(map(len, labels)) + 4 * len(labels) < 62:
        return len(labels)
    return 3 if longest < 20 else 2 if longest < 30 else 1


def _colours(steps: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Ratings keep their colour; a scale that runs from one end to the other has a grey middle; others have none."""
    codes = [code for code, _ in steps]
    if any(code in theme.RATINGS for code in codes):
        return {code: theme.RATINGS.get(code, theme.UNRATED) for code in codes}
    ends = any(MIDDLE.search(label) for _, label in steps)
    return dict(zip(codes, theme.scale(len(codes)) if ends else theme.shares(len(codes)), strict=True))


def _line(
    label: str, cells: list[tuple[str, str, Statistic]], colours: dict[str, str], *, many: bool
) -> list[dict[str, Any]]:
    """One group's pieces from left to right; shares of a count are of the cells shown."""
    total = sum(s.value or 0 for _, _, s in cells if s.kind is Kind.COUNT) or 1
    shares = {code: (s.value or 0) / (total if s.kind is Kind.COUNT else 1) for code, _, s in cells if s.value}
    hidden = [s for _, _, s in cells if s.state is State.SUPPRESSED]
    of = max((s.denominator or 0 for _, _, s in cells), default=0) or (total if shares else 0)
    counted = any(s.kind is Kind.COUNT for _, _, s in cells)
    name = wrapped(f"{label} (n = {number(of)})" if of and not counted else label, WIDE_WRAP if many else WRAP)
    across = theme.WIDTH - _extent(MANY + many) - 12
    rows, at = [], 0.0
    rest = max(0.0, 1 - sum(shares.values())) if hidden else 0.0
    for code, words, s in cells:
        if code in shares:
            told = number(s.value or 0) if s.kind is Kind.COUNT else f"{number(shares[code] * 100)}%"
            rows.append(_piece(name, words, at, at + shares[code], told, colours[code], across))
            at += shares[code]
    if rest > 0.001 or not shares:
        words = HIDDEN if hidden or not cells else cells[0][2].state.replace("_", " ").capitalize()
        rows.append(_piece(name, HIDDEN if hidden else words, at, 1.0, words, theme.NOT_SHOWN, across))
    return rows


def _piece(group: str, step: str, start: float, end: float, words: str, colour: str, across: int) -> dict[str, Any]:
    room = across * (end - start)
    return {
        "group": group,
        "step": step,
        "start": start,
        "end": end,
        "middle": (start + end) / 2,
        "words": words if room > len(words) * 7.6 else "",
        "ink": theme.ink_on(colour),
    }
