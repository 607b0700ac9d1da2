"""A gated table as the marks of a picture: labels, values and the words that stand beside them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from thinking_together.analysis.tables import Dimension, Kind, State, Statistic, Table
from thinking_together.evidence.formats import cell_text, number

NOT_SHOWN_WORDS = {
    State.SUPPRESSED: "too few to show",
    State.NOT_ASKED: "not asked",
    State.NO_DATA: "no data",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of a table on its way into a picture. ``value`` is ``None`` where nothing may be shown."""

    label: str
    group: str
    value: float | None
    lower: float | None
    upper: float | None
    words: str
    state: State
    note: str = ""
    code: str = ""

    @property
    def shown(self) -> bool:
        return self.value is not None


def marks(table: Table, label: str | None = None, group: str | None = None) -> list[Mark]:
    """The cells in the order of the table's dimensions; by default the first dimension labels, the second groups."""
    named = {d.name: d for d in table.dimensions}
    label = label or (table.dimensions[0].name if table.dimensions else None)
    others = [d.name for d in table.dimensions if d.name != label]
    group = group or (others[0] if others else None)
    found = []
    for statistic in table.statistics:
        first, second = (statistic.key(name) or "" if name else "" for name in (label, group))
        place = (_place(named, label, first), _place(named, group, second))
        found.append((place, _mark(statistic, _label(named, label, first), _label(named, group, second), first)))
    return [mark for _, mark in sorted(found, key=lambda pair: pair[0])]


def _place(named: dict[str, Dimension], name: str | None, code: str) -> int:
    codes = [value for value, _ in named[name].values] if name else []
    return codes.index(code) if code in codes else 0


def _label(named: dict[str, Dimension], name: str | None, code: str) -> str:
    return named[name].label_of(code) if name else ""


def _mark(statistic: Statistic, label: str, group: str, code: str) -> Mark:
    words = NOT_SHOWN_WORDS.get(statistic.state) or value_words(statistic)
    return Mark(
        label, group, statistic.value, statistic.lower, statistic.upper, words, statistic.state, statistic.note, code
    )


def value_words(statistic: Statistic) -> str:
    """``59% (62 of 105)``: a share never stands without what it is a share of."""
    told = cell_text(statistic)
    if statistic.kind is Kind.PROPORTION and statistic.numerator is not None and statistic.denominator is not None:
        return f"{told} ({number(statistic.numerator)} of {number(statistic.denominator)})"
    return told


def wrapped(text: str, width: int) -> str:
    """Lines parted by ``\\n``, none broken inside a word."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text
