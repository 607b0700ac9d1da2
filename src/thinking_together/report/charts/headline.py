"""What a picture answers, in one line: made from its gated table, so that it can say no more than may be shown.

A line claims only what the shown figures bear: where something is not shown it speaks of those shown, and where
places are tied it names them all or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from thinking_together.analysis.comparison import Outcome, Polarity, compare
from thinking_together.analysis.periods import parse_period
from thinking_together.analysis.tables import Kind, State, Table
from thinking_together.analysis.trend import Direction, TrendPoint, recent_trend
from thinking_together.evidence.formats import number
from thinking_together.report.charts.marks import Mark, marks
from thinking_together.report.charts.shape import UNORDERED, period_of, scale_of

MOST_TIED = 3
COMPARED = (Outcome.HIGHER, Outcome.LOWER, Outcome.SIMILAR)


def headline(table: Table, kind: str) -> str:
    """The answer, or nothing where a line would say less than the table's title."""
    return LINES.get(kind, _nothing)(table)


def matrix_line(states: Sequence[Sequence[str]]) -> str:
    """How many phases support each theme, and in how many places one disagrees."""
    support = [sum(state == "agreement" for state in row) for row in states]
    if not support or not min(support):
        return ""
    low, high = min(support), max(support)
    told = f"Each theme is supported by {low if low == high else f'{low} to {high}'} of {len(states[0])} phases"
    against = sum(state == "dissonance" for row in states for state in row)
    return f"{told}; {'none disagrees' if not against else f'in {against} places a phase disagrees'}".replace(
        "in 1 places", "in 1 place"
    )


def joined(words: Sequence[str]) -> str:
    """``A, B and C``."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _nothing(table: Table) -> str:
    return ""


def _bars(table: Table) -> str:
    if len(table.dimensions) != 1:
        return ""
    found = [m for m in marks(table) if m.value is not None]
    hidden = any(s.state is State.SUPPRESSED for s in table.statistics)
    if len(found) < 2:
        return ""
    if table.dimensions[0].name in UNORDERED:
        return _first(found, hidden=hidden)
    low, high = _end(found, -1), _end(found, 1)
    if not low or not high or _value(low[0]) == _value(high[0]):
        return ""
    of = table.title.partition(": ")[2]
    told = f"{of}: from" if of else "From"
    return f"{told} {_value(low[0])} ({_names(low)}) to {_value(high[0])} ({_names(high)}){_among(hidden=hidden)}"


def _among(*, hidden: bool) -> str:
    return ", of those shown" if hidden else ""


def _participation(table: Table) -> str:
    found = [m for m in marks(table) if m.value is not None]
    low, high = _end(found, -1), _end(found, 1)
    if not low or not high or _value(low[0]) == _value(high[0]):
        return ""
    among = _among(hidden=len(found) < len(table.statistics))
    return f"From {_value(low[0])} of {_names(low)} to {_value(high[0])} of {_names(high)} answered{among}"


def _first(found: list[Mark], *, hidden: bool) -> str:
    top = _end(found, 1)
    if not top:
        return ""
    come = "comes" if len(top) == 1 else "come"
    rest = _end([m for m in found if m not in top], 1)
    then = f", then {_names(rest)} with {_value(rest[0])}" if rest else ""
    line = f"{_names(top)} {come} first with {_value(top[0])}{then}"
    return f"Of those shown, {line}" if hidden else line


def _end(found: Sequence[Mark], sign: int) -> list[Mark]:
    """The marks that read the same as the highest (or lowest); none where too many do to be named."""
    if not found:
        return []
    edge = max(found, key=lambda m: sign * (m.value or 0))
    tied = [m for m in found if _value(m) == _value(edge)]
    return tied if len(tied) <= MOST_TIED else []


def _names(found: Sequence[Mark]) -> str:
    return joined([m.label for m in found])


def _value(mark: Mark) -> str:
    """The figure without what it is a share of, which stands beside it in the picture."""
    return mark.words.partition(" (")[0]


def _stacked(table: Table) -> str:
    scale = scale_of(table)
    if scale is None:
        return ""
    return _totals(table, scale) if table.kind is Kind.COUNT else _widest(table, scale)


def _totals(table: Table, scale: str) -> str:
    """How many there are of each step over all lines, which nothing hidden may be part of."""
    if len(table.shown()) != len(table.statistics):
        return ""
    steps = next(d for d in table.dimensions if d.name == scale)
    sums = {code: sum(s.value or 0 for s in table.statistics if s.key(scale) == code) for code, _ in steps.values}
    told = [f"{number(sums[code])} {label.lower()}" for code, label in steps.values if sums[code]]
    return f"Of {number(sum(sums.values()))} {table.unit}: {joined(told)}" if told else ""


def _widest(table: Table, scale: str) -> str:
    """The answer in which the groups are furthest apart, with both ends."""
    group = next((d.name for d in table.dimensions if d.name != scale), None)
    if group is None:
        return ""
    found = [m for m in marks(table, group, scale) if m.value is not None]
    steps = list(dict.fromkeys(m.group for m in found))
    spans = []
    for step in steps:
        values = [m for m in found if m.group == step]
        low, high = _end(values, -1), _end(values, 1)
        if low and high:
            spans.append(((high[0].value or 0) - (low[0].value or 0), step, low, high))
    if not spans:
        return ""
    apart, step, low, high = max(spans, key=lambda span: span[0])
    if _value(low[0]) == _value(high[0]) or not apart:
        return ""
    return f"“{step}”: {_value(high[0])} of {_names(high)}, {_value(low[0])} of {_names(low)}"


def _heat(table: Table) -> str:
    found = marks(table)
    if table.kind is not Kind.COUNT or not all(m.shown for m in found):
        return ""
    empty = sum(m.value == 0 for m in found)
    high = max(found, key=lambda m: m.value or 0)
    most = f"most: {high.label}, {high.group} ({high.words})" if _alone(high, found) else ""
    none = f"Nothing for {empty} of {len(found)} pairs" if empty else "Something for every pair"
    dimensions = f" of {table.dimensions[0].label.lower()} and {table.dimensions[1].label.lower()}"
    return none + dimensions + (f"; {most}" if most else "")


def _alone(high: Mark, found: Sequence[Mark]) -> bool:
    return sum(m.value == high.value for m in found) == 1


def _rates(table: Table) -> str:
    area = next((d for d in table.dimensions if d.name == "area"), None)
    label = next((d.name for d in table.dimensions if d is not area), None)
    if area is None or label is None:
        return ""
    found = marks(table, label, "area")
    return _beside(found, [m.label for m in found])


def _trend(table: Table) -> str:
    """How the areas stand in the last period that both have, and the recent trend of the first."""
    period = period_of(table)
    if period is None or "area" not in [d.name for d in table.dimensions]:
        return ""
    found = marks(table, period.name, "area")
    areas = home_first(found)
    shown = [{m.group for m in found if m.shown and m.label == label} for _, label in period.values]
    both = [label for (_, label), there in zip(period.values, shown, strict=True) if there == set(areas)]
    said = _beside(found, both[-1:], when="in ")
    direction = _direction([m for m in found if m.group == areas[0]]) if table.kind is Kind.RATE else ""
    return f"{said}; {direction}" if said and direction else said


def _direction(found: Sequence[Mark]) -> str:
    """The recent trend of an area's rates, tested as Fingertips does; nothing where it cannot be calculated."""
    points = []
    for mark in found:
        period = parse_period(mark.label)
        if period is None:
            return ""
        points.append(TrendPoint(period.start, period.months, mark.value, mark.lower, mark.upper))
    direction = recent_trend(points, Polarity.NO_JUDGEMENT).direction
    return "" if direction is Direction.CANNOT_BE_CALCULATED else f"{direction.value} over five years"


def _beside(found: Sequence[Mark], labels: Sequence[str], when: str = "at ") -> str:
    """In which lines the first area is higher or lower than the one beside it, by its interval."""
    areas = home_first(found)
    if len(areas) != 2:
        return ""
    home, there = areas
    outcomes: dict[Outcome, list[str]] = {}
    for label in dict.fromkeys(labels):
        mine, other = (next((m for m in found if m.group == area and m.label == label), None) for area in areas)
        if mine is None or other is None:
            return ""
        outcome = compare(mine.lower, mine.upper, other.value, Polarity.NO_JUDGEMENT).outcome
        outcomes.setdefault(outcome, []).append(label)
    told = [f"{outcome.value} {when}{joined(outcomes[outcome])}" for outcome in COMPARED if outcome in outcomes]
    if not told:
        return ""
    plain = there.partition(" (")[0]
    return f"{home} beside {plain}: {', '.join(told)}"


def home_first(found: Sequence[Mark]) -> list[str]:
    """The groups in order, England after the area that is compared with it."""
    groups = dict.fromkeys(mark.group for mark in found)
    return sorted(groups, key=lambda group: group.lower().startswith("england"))


def _flow(table: Table) -> str:
    dimension = table.dimensions[0]
    stages = {s.key(dimension.name): s for s in table.shown()}
    first, last = stages.get("identified"), stages.get("included")
    if first is None or last is None:
        return ""
    return f"Of {number(first.value or 0)} {table.unit} found, {number(last.value or 0)} were kept"


LINES: dict[str, Callable[[Table], str]] = {
    "bars": _bars,
    "participation": _participation,
    "stacked": _stacked,
    "heat": _heat,
    "rates": _rates,
    "trend": _trend,
    "flow": _flow,
}
