"""What a picture shows, in words: the alternative text of every picture, made from its gated table."""

from __future__ import annotations

from thinking_together.analysis.tables import Kind, State, Table
from thinking_together.report.charts.marks import Mark, marks

LONGEST = 900
NAMES = {
    "bars": "Bar chart",
    "participation": "Bar chart",
    "stacked": "Stacked bar chart",
    "heat": "Table map",
    "rates": "Chart of rates with their intervals",
    "trend": "Line chart over time",
    "flow": "Flow chart",
}


def describe(table: Table, kind: str, line: str = "") -> str:
    """One paragraph: what kind of picture, what it answers (``line``), and every figure.

    Where there are many figures it tells the extremes.
    """
    found = marks(table)
    opening = f"{'INVENTED. ' if table.source.invented else ''}{NAMES.get(kind, 'Chart')}: {table.title}."
    opening += f" {line}." if line else ""
    whole = f"{opening} {_each(found)}"
    told = whole if len(whole) <= LONGEST else f"{opening} {_extremes(found, table.kind)}"
    return told + _hidden(table)


def _each(found: list[Mark]) -> str:
    groups: dict[str, list[Mark]] = {}
    for mark in found:
        groups.setdefault(mark.group, []).append(mark)
    lines = []
    for group, members in groups.items():
        told = ", ".join(f"{m.label} {m.words}" for m in members)
        lines.append(f"{group}: {told}" if group else told)
    return "; ".join(lines) + "."


def _extremes(found: list[Mark], kind: Kind) -> str:
    shown = sorted((m for m in found if m.value is not None), key=lambda m: -(m.value or 0))
    if not shown:
        return "Nothing in it may be shown."
    high = "; ".join(f"{_place(m)} {m.words}" for m in shown[:3])
    low = "; ".join(f"{_place(m)} {m.words}" for m in shown[-3:])
    what = "counts" if kind is Kind.COUNT else "values"
    return f"The highest {what}: {high}. The lowest: {low}. All values are in the table of this figure."


def _place(mark: Mark) -> str:
    return f"{mark.label}, {mark.group}" if mark.group else mark.label


def _hidden(table: Table) -> str:
    few = table.suppressed()
    absent = sum(s.state in (State.NOT_ASKED, State.NO_DATA) for s in table.statistics)
    told = ""
    if few:
        told += f" Not shown because too few people are behind them: {few}."
    if absent:
        told += f" Not asked or without data: {absent}."
    return told
