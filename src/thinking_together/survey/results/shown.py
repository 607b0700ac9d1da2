"""A gated table as a page shows it: a line a figure, with its bar, its number and its interval in words."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.analysis.tables import Kind, State, Statistic, Table
from thinking_together.evidence.formats import cell_text, number

NOT_SHOWN = {
    State.SUPPRESSED: "too few to show",
    State.NOT_ASKED: "not asked",
    State.NO_DATA: "no data",
}
SMALL_NUMBERS = (
    "“Too few to show” stands where a number is so small that it could point at a person, or would tell one."
)
HEADS = {
    Kind.PROPORTION: ("Share", "Number", "95% interval"),
    Kind.COUNT: ("Number",),
    Kind.MEAN: ("Minutes",),
    Kind.RATE: ("Rate", "95% interval"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A share and its limits, of a hundred."""

    share: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is of, in the order of the table's dimensions, and its cells; a bar where it is shown."""

    labels: tuple[str, ...]
    cells: tuple[str, ...]
    bar: Bar | None
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for readers. ``heads`` are those of the labels, ``columns`` those of the cells."""

    title: str
    heads: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    source: str
    method: str
    unit: str
    bars: bool
    invented: bool


def shown(table: Table) -> Shown:
    """Only what the gate let through."""
    heads = HEADS[table.kind]
    columns = tuple(head for head in heads if not (table.full_count and head == "95% interval"))
    told = (*([SMALL_NUMBERS] if table.suppressed() else []), *table.notes)
    return Shown(
        table.title,
        tuple(d.label for d in table.dimensions) or ("Figure",),
        columns,
        tuple(_line(table, s, len(columns)) for s in table.statistics),
        told,
        ", ".join(part for part in (table.source.name, table.source.date) if part),
        table.method,
        table.unit,
        table.kind is Kind.PROPORTION,
        table.source.invented,
    )


def _line(table: Table, statistic: Statistic, columns: int) -> Line:
    labels = tuple(d.label_of(statistic.key(d.name) or "") for d in table.dimensions) or (table.title,)
    note = statistic.note if statistic.state in (State.SHOWN, State.NO_DATA) else ""
    return Line(labels, _cells(statistic)[:columns], _bar(statistic), note)


def _cells(statistic: Statistic) -> tuple[str, ...]:
    if statistic.state is not State.SHOWN or statistic.value is None:
        return (NOT_SHOWN.get(statistic.state, "no data"), "", "")
    of = ""
    if statistic.kind is Kind.PROPORTION and statistic.denominator:
        of = f"{number(statistic.numerator or 0)} of {number(statistic.denominator)}"
    return (cell_text(statistic), of, _interval(statistic))


def _interval(statistic: Statistic) -> str:
    if statistic.lower is None or statistic.upper is None:
        return ""
    return f"{number(statistic.lower * 100)}% to {number(statistic.upper * 100)}%"


def _bar(statistic: Statistic) -> Bar | None:
    if statistic.kind is not Kind.PROPORTION or statistic.value is None:
        return None
    return Bar(_of_hundred(statistic.value), *map(_limit, (statistic.lower, statistic.upper)))


def _limit(value: float | None) -> float | None:
    return None if value is None else _of_hundred(value)


def _of_hundred(value: float) -> float:
    return round(value * 100, 2)
