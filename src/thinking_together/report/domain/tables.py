"""A gated table as a table for readers."""

from __future__ import annotations

from thinking_together.analysis.tables import Dimension, Kind, State, Statistic, Table
from thinking_together.evidence.formats import cell_text, number
from thinking_together.report.charts.marks import value_words
from thinking_together.report.domain.document import Cell, TableView

NOT_SHOWN = {State.SUPPRESSED: "too few to show", State.NOT_ASKED: "not asked", State.NO_DATA: "no data"}
SMALL_NUMBERS = "“Too few to show” stands where a number is so small that it could point at a person."
MOST_ACROSS = 8
INTERVAL = "95% interval"


def table_view(table: Table, table_id: str, *, caption: str = "", evidence: int = 0) -> TableView:
    """One line a value where one dimension varies, across and down where two do, one line a figure otherwise."""
    columns, rows = _shape(table)
    notes = [SMALL_NUMBERS] if table.suppressed() else []
    return TableView(
        table_id,
        caption or table.title,
        columns,
        tuple(rows),
        ", ".join(part for part in (table.source.name, table.source.date) if part),
        " ".join([*notes, *table.notes]),
        table.source.invented,
        (evidence,) if evidence else (),
    )


def _shape(table: Table) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    if len(table.dimensions) == 2:
        side, across = table.dimensions
        if len(across.values) > len(side.values):
            side, across = across, side
        if len(across.values) <= MOST_ACROSS:
            return _crossed(table, side, across)
    return _listed(table)


def _crossed(table: Table, side: Dimension, across: Dimension) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    found = {(s.key(side.name), s.key(across.name)): s for s in table.statistics}
    columns = (side.label, *(label for _, label in across.values))
    rows = []
    for code, label in side.values:
        cells = (found.get((code, other)) for other, _ in across.values)
        rows.append((Cell(label), *(Cell(_words(s), numeric=True) for s in cells)))
    return columns, rows


def _listed(table: Table) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    names = tuple(d.label for d in table.dimensions) or ("Figure",)
    heads, cells = COLUMNS[table.kind]
    if table.full_count:
        heads = tuple(head for head in heads if head != INTERVAL)
    rows = []
    for s in table.statistics:
        labels = tuple(d.label_of(s.key(d.name) or "") for d in table.dimensions) or (table.title,)
        figures = (Cell(text, numeric=True) for text in cells(s)[: len(heads)])
        rows.append((*(Cell(label) for label in labels), *figures))
    return (*names, *heads), rows


def _words(statistic: Statistic | None) -> str:
    if statistic is None:
        return "–"
    return NOT_SHOWN.get(statistic.state) or value_words(statistic)


def _count(s: Statistic) -> tuple[str, ...]:
    return (_words(s),)


def _share(s: Statistic) -> tuple[str, ...]:
    if s.value is None:
        return (_words(s), "", "")
    of = f"{number(s.numerator or 0)} of {number(s.denominator or 0)}" if s.denominator else ""
    return (cell_text(s), of, _interval(s))


def _rate(s: Statistic) -> tuple[str, ...]:
    if s.value is None:
        return (_words(s), "", "")
    return (cell_text(s), _interval(s), "" if s.numerator is None else number(s.numerator))


def _interval(s: Statistic) -> str:
    if s.lower is None or s.upper is None:
        return ""
    if s.kind is Kind.PROPORTION:
        return f"{number(s.lower * 100)}% to {number(s.upper * 100)}%"
    return f"{number(s.lower, 1)} to {number(s.upper, 1)}"


COLUMNS = {
    Kind.COUNT: (("Number",), _count),
    Kind.MEAN: (("Mean",), _count),
    Kind.PROPORTION: (("Share", "Number", INTERVAL), _share),
    Kind.RATE: (("Rate", INTERVAL, "Number"), _rate),
}
