"""Words that claim: each predicate says whether what a sentence claims is so.

A predicate reads gated tables only, so it knows no more than a reader. Comparisons of rates follow Fingertips (the
95% interval excludes the other's value); shares of two groups are told apart when neither interval holds the
other's value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.periods import parse_period
from thinking_together.analysis.tables import State, Statistic, Table
from thinking_together.analysis.trend import Direction, TrendPoint, recent_trend
from thinking_together.evidence.prose import Binding
from thinking_together.evidence.reference import BadReference, Op, Reference, Term, parse
from thinking_together.evidence.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the claim holds; ``detail`` is what was found, for the author."""

    holds: bool
    detail: str


def judge(binding: Binding, resolver: Resolver) -> Verdict:
    """The verdict on a binding whose format is ``is``."""
    name, _, rest = binding.argument.partition(" ")
    predicate = PREDICATES.get(name)
    if predicate is None:
        return Verdict(False, f"no predicate is called '{name}'; there are {', '.join(sorted(PREDICATES))}")
    return predicate(binding.reference, rest.strip(), resolver)


def _table(reference: Reference, resolver: Resolver) -> Table | Verdict:
    """The figures; a share of a full count is certain, so its limits are the share itself."""
    answer = resolver.resolve(reference)
    if isinstance(answer, Table):
        certain = tuple(replace(s, lower=s.value, upper=s.value) for s in answer.statistics)
        return replace(answer, statistics=certain) if answer.full_count else answer
    return Verdict(False, f"{reference}: {getattr(answer, 'detail', 'a passage, not figures')}")


def _one(reference: Reference, resolver: Resolver) -> Statistic | Verdict:
    table = _table(reference, resolver)
    if isinstance(table, Verdict):
        return table
    if len(table.statistics) != 1 or table.statistics[0].state is not State.SHOWN:
        return Verdict(False, f"{reference} is not one shown figure")
    return table.statistics[0]


def _ranked(reference: Reference, name: str, resolver: Resolver) -> tuple[str, str, Table] | Verdict:
    info = resolver.info(reference)
    rank = name or (info.rank if info else "")
    term = reference.term(rank)
    if not rank or term is None or term.op is not Op.ONE:
        return Verdict(False, f"{reference} names no single value of a key that can be ranked")
    table = _table(_each(reference, rank), resolver)
    return table if isinstance(table, Verdict) else (rank, term.values[0], table)


def ranked_by(binding: Binding) -> str:
    """The key that a claim of rank names, as in ``first with``; empty where it names none."""
    name, _, rest = binding.argument.partition(" ")
    return _key_named(rest) if binding.format == "is" and name == "first" else ""


def _key_named(rest: str) -> str:
    return next((word for word in rest.split() if not word.isdigit()), "")


def _each(reference: Reference, key: str) -> Reference:
    return reference.having(Term(key, Op.EACH, ()))


def _first(reference: Reference, rest: str, resolver: Resolver) -> Verdict:
    """``first [n] [key]``: in every group shown, among the n highest of the key's values (1), ties not counted."""
    places = next((int(word) for word in rest.split() if word.isdigit()), 1)
    ranked = _ranked(reference, _key_named(rest), resolver)
    if isinstance(ranked, Verdict):
        return ranked
    rank, wanted, table = ranked
    pairs = resolver.hidden_above(_each(reference, rank))
    above_hidden = {shown for shown, hidden in pairs if dict(shown)[rank] != dict(hidden)[rank]}
    if any(s.key(rank) == wanted and s.keys in above_hidden for s in table.shown()):
        return Verdict(False, "a value that may not be shown could stand above it")
    groups: dict[tuple[tuple[str, str], ...], list[Statistic]] = defaultdict(list)
    for statistic in table.shown():
        groups[tuple(k for k in statistic.keys if k[0] != rank)].append(statistic)
    for group, statistics in groups.items():
        mine = next((s.value for s in statistics if s.key(rank) == wanted), None)
        above = [s for s in statistics if s.key(rank) != wanted and (s.value or 0) >= (mine or 0)]
        if mine is None or not mine or len(above) >= places:
            order = ", ".join(str(s.key(rank)) for s in sorted(statistics, key=lambda s: -(s.value or 0))[:4])
            return Verdict(False, f"{dict(group) or 'overall'}: the order is {order}")
    return Verdict(bool(groups), f"{wanted} leads in {len(groups)} group(s) shown")


def _every(reference: Reference, rest: str, resolver: Resolver) -> Verdict:
    """``every``: each group that is shown has at least one; groups too small to be shown are not counted."""
    table = _table(reference, resolver)
    if isinstance(table, Verdict):
        return table
    shown = table.shown()
    without = [dict(s.keys) for s in shown if not s.value]
    if without:
        return Verdict(False, f"none in {without[0]}")
    return Verdict(len(shown) >= 2, f"in each of {len(shown)} shown, {table.suppressed()} too small to be shown")


def _only_every(reference: Reference, rest: str, resolver: Resolver) -> Verdict:
    """``only_every``: these values of the ranked key, and no other, are found in every group shown."""
    info = resolver.info(reference)
    rank = info.rank if info else ""
    term = reference.term(rank)
    if term is None or not term.values:
        return Verdict(False, f"{reference} names no values of a key that can be ranked")
    table = _table(reference.having(Term(rank, Op.EACH, ())), resolver)
    if isinstance(table, Verdict):
        return table
    found: dict[str, list[bool]] = defaultdict(list)
    for s in table.statistics:
        if s.state in (State.SHOWN, State.SUPPRESSED):
            found[s.key(rank) or ""].append(s.state is State.SHOWN and bool(s.value))
    groups = max((sum(flags) for flags in found.values()), default=0)
    everywhere = {code for code, flags in found.items() if groups >= 2 and sum(flags) == groups}
    return Verdict(everywhere == set(term.values), f"in every group shown: {', '.join(sorted(everywhere)) or 'none'}")


def _raised(reference: Reference, rest: str, resolver: Resolver) -> Verdict:
    """``raised``: it came up at least once in what is shown. It proves that it was said, not that it is so."""
    table = _table(reference, resolver)
    if isinstance(table, Verdict):
        return table
    shown = table.shown()
    never = [dict(s.keys) for s in shown if not s.value]
    return Verdict(bool(shown) and not never, f"not raised in {never[0] or 'any'}" if never else "raised")


def _threshold(
    holds: Callable[[Statistic, float], bool], default: float
) -> Callable[[Reference, str, Resolver], Verdict]:
    def predicate(reference: Reference, rest: str, resolver: Resolver) -> Verdict:
        table = _table(reference, resolver)
        if isinstance(table, Verdict):
            return table
        limit = float(rest) if rest else default
        failing = [s for s in table.shown() if not holds(s, limit)]
        if failing or not table.shown():
            return Verdict(False, f"{dict(failing[0].keys) if failing else 'nothing'}: {failing and failing[0].value}")
        return Verdict(True, f"all {len(table.shown())} shown")

    return predicate


def _compared(holds: Callable[[Statistic, Statistic], bool]) -> Callable[[Reference, str, Resolver], Verdict]:
    def predicate(reference: Reference, rest: str, resolver: Resolver) -> Verdict:
        try:
            other = _one(parse(rest), resolver)
        except BadReference as error:
            return Verdict(False, str(error))
        mine = _one(reference, resolver)
        if isinstance(mine, Verdict):
            return mine
        if isinstance(other, Verdict):
            return other
        return Verdict(holds(mine, other), f"{_told(mine)} against {_told(other)}")

    return predicate


def _told(s: Statistic) -> str:
    interval = f" ({s.lower:.4g} to {s.upper:.4g})" if s.lower is not None and s.upper is not None else ""
    return f"{s.value:.4g}{interval}"


def _higher(a: Statistic, b: Statistic) -> bool:
    if a.lower is None or a.value is None or b.value is None:
        return False
    if a.kind == "proportion" and b.upper is not None and not a.value > b.upper:
        return False
    return a.lower > b.value


def _similar(a: Statistic, b: Statistic) -> bool:
    has_interval = a.lower is not None and b.value is not None
    return has_interval and not _higher(a, b) and not _higher_other_way(a, b)


def _higher_other_way(a: Statistic, b: Statistic) -> bool:
    if a.upper is None or a.value is None or b.value is None:
        return False
    if a.kind == "proportion" and b.lower is not None and not a.value < b.lower:
        return False
    return a.upper < b.value


def _trend(direction: Direction) -> Callable[[Reference, str, Resolver], Verdict]:
    """``increasing``, ``decreasing``: the recent trend of the last five yearly periods, as Fingertips tests it."""

    def predicate(reference: Reference, rest: str, resolver: Resolver) -> Verdict:
        table = _table(reference.having(Term("period", Op.EACH, ())), resolver)
        if isinstance(table, Verdict):
            return table
        periods = [(parse_period(s.key("period") or ""), s) for s in table.statistics]
        points = [
            TrendPoint(p.start, p.months, s.value, s.lower, s.upper, s.numerator, s.denominator)
            for p, s in periods
            if p is not None
        ]
        trend = recent_trend(points, Polarity.NO_JUDGEMENT, table.kind)
        return Verdict(trend.direction is direction, f"{trend.direction}{trend.reason and f': {trend.reason}'}")

    return predicate


PREDICATES: dict[str, Callable[[Reference, str, Resolver], Verdict]] = {
    "first": _first,
    "every": _every,
    "only_every": _only_every,
    "raised": _raised,
    "most": _threshold(lambda s, limit: (s.value or 0) > limit, 0.5),
    "few": _threshold(lambda s, limit: (s.value or 0) < limit, 0.25),
    "above": _threshold(lambda s, limit: s.lower is not None and s.lower > limit, 0.5),
    "at_least": _threshold(lambda s, limit: (s.value or 0) >= limit, 1),
    "none": _threshold(lambda s, limit: s.value == 0, 0),
    "higher_than": _compared(_higher),
    "lower_than": _compared(_higher_other_way),
    "similar_to": _compared(_similar),
    "increasing": _trend(Direction.INCREASING),
    "decreasing": _trend(Direction.DECREASING),
    "more_than": _compared(lambda a, b: (a.value or 0) > (b.value or 0)),
    "less_than": _compared(lambda a, b: (a.value or 0) < (b.value or 0)),
}
