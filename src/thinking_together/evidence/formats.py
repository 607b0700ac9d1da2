"""How a figure stands in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from thinking_together.analysis.tables import Kind, State, Statistic, Table
from thinking_together.evidence.excerpts import Excerpt


class CannotShow(ValueError):
    """The format does not fit the figure; the message says why."""


def number(value: float, places: int = 0) -> str:
    """A number with thousands parted by commas, rounded half up as readers expect."""
    shown = f"{value + 1e-9:,.{places}f}"
    return "0" if shown in ("-0", "-0.0") else shown


def _single(table: Table) -> Statistic:
    if len(table.statistics) != 1:
        raise CannotShow("the reference gives several figures; name one value for each key")
    return table.statistics[0]


def _value(statistic: Statistic, *kinds: Kind) -> float:
    if statistic.kind not in kinds:
        raise CannotShow(f"a {statistic.kind} cannot be shown this way")
    if statistic.value is None:
        raise CannotShow(f"the figure is {statistic.state}")
    return statistic.value


def _count(table: Table, argument: str) -> str:
    one = _single(table)
    shown = one.value if one.kind is Kind.COUNT else one.numerator
    if shown is None:
        raise CannotShow(f"the figure is {one.state} or has no count")
    return number(shown)


def _percent(table: Table, argument: str) -> str:
    return number(_value(_single(table), Kind.PROPORTION) * 100, _places(argument, 0)) + "%"


def _rate(table: Table, argument: str) -> str:
    one = _single(table)
    return f"{number(_value(one, Kind.RATE), _places(argument, 1))} per {number(one.multiplier)}"


def _mean(table: Table, argument: str) -> str:
    return number(_value(_single(table), Kind.MEAN), _places(argument, 1))


def _interval(table: Table, argument: str) -> str:
    one = _single(table)
    if table.full_count:
        raise CannotShow("the figure is a full count and has no interval")
    if one.lower is None or one.upper is None:
        raise CannotShow("the figure has no interval")
    if one.kind is Kind.PROPORTION:
        places = _places(argument, 0)
        return f"{number(one.lower * 100, places)}% to {number(one.upper * 100, places)}%"
    places = _places(argument, 1)
    return f"{number(one.lower, places)} to {number(one.upper, places)}"


def _n_of_total(table: Table, argument: str) -> str:
    one = _single(table)
    if one.numerator is None or one.denominator is None:
        raise CannotShow("the figure has no numerator and denominator")
    return f"{number(one.numerator)} of {number(one.denominator)}"


def _list(table: Table, argument: str) -> str:
    """Labels of the starred values, largest first; ``list: 3`` the first three."""
    if len(table.dimensions) != 1:
        raise CannotShow("a list needs exactly one key with *")
    name = table.dimensions[0].name
    shown = sorted((s for s in table.shown() if s.value), key=lambda s: -(s.value or 0))
    chosen = shown[: int(argument)] if argument.isdigit() else shown
    labels = [table.dimensions[0].label_of(s.key(name) or "") for s in chosen]
    if not labels:
        raise CannotShow("nothing in the list can be shown")
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1]


def _places(argument: str, default: int) -> int:
    return int(argument) if argument.isdigit() and len(argument) == 1 else default


FORMATS: dict[str, Callable[[Table, str], str]] = {
    "count": _count,
    "percent": _percent,
    "rate": _rate,
    "mean": _mean,
    "interval": _interval,
    "n_of_total": _n_of_total,
    "list": _list,
}


def show(answer: Table | Excerpt, name: str, argument: str = "") -> str:
    """The text a format gives; ``CannotShow`` where it does not fit the answer."""
    if isinstance(answer, Excerpt):
        if name != "quote":
            raise CannotShow("a passage is shown with the format quote")
        words = answer.words.rstrip().removesuffix(".")  # the sentence that quotes it has its own
        return f"“{words}”" + (f" ({answer.sector})" if answer.sector else "")
    if name not in FORMATS:
        raise CannotShow(f"no format is called '{name}'; there are {', '.join(FORMATS)}, quote and is")
    return FORMATS[name](answer, argument)


def cell_text(statistic: Statistic) -> str:
    """A figure as a table's cell shows it, states in words."""
    words = {State.SUPPRESSED: "suppressed", State.NOT_ASKED: "not asked", State.NO_DATA: "no data"}
    if statistic.state is not State.SHOWN or statistic.value is None:
        return words.get(statistic.state, "no data")
    if statistic.kind is Kind.PROPORTION:
        return number(statistic.value * 100) + "%"
    return number(statistic.value, 0 if statistic.kind is Kind.COUNT else 1)
