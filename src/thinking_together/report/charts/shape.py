"""What the dimensions of a table are: a scale, a time, or a list without an order of its own."""

from __future__ import annotations

from thinking_together.analysis.tables import Dimension, Table

UNORDERED = {"option", "with", "resource", "reason", "code", "theme", "topic", "format"}
SCALES = ("option", "rating", "judgement", "decision")
PERIODS = ("period", "year")


def scale_of(table: Table) -> str | None:
    """The dimension whose values share out each group, if there is one of a known name."""
    names = [d.name for d in table.dimensions]
    return next((name for name in SCALES if name in names), None)


def period_of(table: Table) -> Dimension | None:
    """The table's dimension of time, if it has one."""
    return next((d for d in table.dimensions if d.name in PERIODS), None)
