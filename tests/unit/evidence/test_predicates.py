from dataclasses import replace

import pytest

from thinking_together.analysis.tables import Dimension, Kind, Source, State, Statistic, Table, keys
from thinking_together.evidence.figures import FigureInfo, Reason, Unresolved
from thinking_together.evidence.predicates import PREDICATES, judge
from thinking_together.evidence.prose import parse_prose
from thinking_together.evidence.reference import Reference


class Answers:
    """Stands for a resolver: fixed tables by reference; ``option`` is the key that is ranked."""

    def __init__(self, **tables: Table) -> None:
        self.above: frozenset = frozenset()
        self.tables = {f"survey/{name}": table for name, table in tables.items()}

    def resolve(self, reference: Reference) -> Table | Unresolved:
        name = f"{reference.phase}/{reference.figure}"
        table = self.tables.get(name)
        if table is None:
            return Unresolved(Reason.UNKNOWN, "no such figure")
        asked = {t.key: t.values for t in reference.terms if t.values}
        cells = tuple(s for s in table.statistics if all(s.key(k) in v for k, v in asked.items()))
        return replace(table, statistics=cells)

    def hidden_above(self, reference: Reference) -> frozenset:
        return self.above

    def info(self, reference: Reference) -> FigureInfo:
        return FigureInfo(
            "survey", reference.figure, "T", Kind.COUNT, "people", (), "survey", Source("T"), rank="option"
        )


def table(rows: dict[tuple[str, str], float | None], kind: Kind = Kind.PROPORTION) -> Table:
    cells = tuple(
        Statistic(keys(option=o, sector=s), kind, State.SUPPRESSED if v is None else State.SHOWN, v, v, v, v, 1)
        for (o, s), v in rows.items()
    )
    return Table("T", kind, "people", (Dimension("option", "Option", ()),), cells, Source("T"), "survey")


def one(value: float, lower: float | None = None, upper: float | None = None, kind: Kind = Kind.RATE) -> Table:
    return Table("T", kind, "p", (), (Statistic((), kind, State.SHOWN, value, lower, upper),), Source("T"), "open")


def holds(binding: str, answers: Answers) -> bool:
    (statement,) = parse_prose("{{ " + binding + " | words }}").statements()
    return judge(statement.bindings()[0], answers).holds


RANKED = Answers(
    x=table({("a", "h"): 0.6, ("b", "h"): 0.4, ("a", "e"): 0.5, ("b", "e"): 0.3, ("c", "e"): None, ("a", "p"): None})
)


def test_first_asks_for_the_highest_in_every_group_that_is_shown() -> None:
    assert holds("survey/x?option=a&sector=* | is: first", RANKED)
    assert not holds("survey/x?option=b&sector=* | is: first", RANKED)
    assert holds("survey/x?option=b&sector=* | is: first 2", RANKED)


def test_a_tie_is_not_first_and_nothing_is_not_first() -> None:
    assert not holds("survey/x?option=a | is: first", Answers(x=table({("a", ""): 0.4, ("b", ""): 0.4})))
    assert not holds("survey/x?option=a | is: first", Answers(x=table({("a", ""): 0.0})))


def test_first_fails_where_the_value_itself_is_suppressed_and_another_is_shown() -> None:
    assert not holds("survey/x?option=a&sector=* | is: first", Answers(x=table({("a", "h"): None, ("b", "h"): 0.2})))


def test_every_counts_groups_that_are_shown_and_one_zero_breaks_it() -> None:
    assert holds("survey/x?option=a&sector=* | is: every", RANKED)
    broken = Answers(x=table({("a", "h"): 0.6, ("a", "e"): 0.0, ("a", "p"): 0.1}))
    assert not holds("survey/x?option=a&sector=* | is: every", broken)


def test_only_every_names_exactly_the_values_found_in_every_group() -> None:
    answers = Answers(
        x=table({("a", "h"): 0.5, ("a", "e"): 0.4, ("b", "h"): 0.5, ("b", "e"): 0.0, ("c", "h"): 0.2, ("c", "e"): 0.2})
    )
    assert holds("survey/x?option=a,c&sector=* | is: only_every", answers)
    assert not holds("survey/x?option=a&sector=* | is: only_every", answers)
    assert not holds("survey/x?option=a,b,c&sector=* | is: only_every", answers)


@pytest.mark.parametrize(
    ("predicate", "mine", "other", "expected"),
    [
        ("higher_than", (10, 8, 12), (7.9, 7, 9), True),
        ("higher_than", (10, 8, 12), (8.1, 7, 9), False),
        ("lower_than", (10, 8, 12), (12.1, 11, 13), True),
        ("similar_to", (10, 8, 12), (9, 8.5, 9.5), True),
        ("similar_to", (10, 8, 12), (7, 6.5, 7.5), False),
        ("higher_than", (10, None, None), (1, None, None), False),
        ("similar_to", (10, None, None), (10, None, None), False),
        ("more_than", (10, None, None), (9, None, None), True),
        ("less_than", (10, None, None), (9, None, None), False),
    ],
)
def test_comparisons_follow_the_interval(predicate: str, mine: tuple, other: tuple, expected: bool) -> None:
    assert holds(f"survey/x | is: {predicate} survey/y", Answers(x=one(*mine), y=one(*other))) is expected


def test_shares_of_two_groups_must_both_lie_outside_the_others_interval() -> None:
    answers = Answers(x=one(0.6, 0.5, 0.7, Kind.PROPORTION), y=one(0.45, 0.3, 0.62, Kind.PROPORTION))
    assert not holds("survey/x | is: higher_than survey/y", answers)


@pytest.mark.parametrize(
    ("claim", "value", "expected"),
    [("most", 0.51, True), ("most", 0.5, False), ("few", 0.2, True), ("few", 0.3, False), ("none", 0, True),
     ("none", 0.1, False), ("at_least 3", 3, True), ("at_least 3", 2, False)],
)  # fmt: skip
def test_thresholds(claim: str, value: float, expected: bool) -> None:
    assert holds(f"survey/x | is: {claim}", Answers(x=one(value))) is expected


def test_a_predicate_nobody_knows_or_an_answer_that_is_missing_never_holds() -> None:
    assert not holds("survey/x | is: splendid", RANKED)
    for name in PREDICATES:
        assert not holds(f"survey/gone?option=a | is: {name} survey/gone?option=b", RANKED), name


def yearly(*values: float | None) -> Table:
    cells = tuple(
        Statistic(
            keys(period=str(2016 + at)), Kind.RATE, State.SHOWN if v else State.SUPPRESSED, v, v and v - 5, v and v + 5
        )
        for at, v in enumerate(values)
    )
    return Table("T", Kind.RATE, "p", (Dimension("period", "Period", ()),), cells, Source("T"), "open")


def test_a_trend_is_claimed_only_where_it_can_be_calculated_and_is_significant() -> None:
    rising = Answers(x=yearly(100, 110, 121, 129, 141))
    assert holds("survey/x | is: increasing", rising)
    assert not holds("survey/x | is: decreasing", rising)
    assert not holds("survey/x | is: increasing", Answers(x=yearly(100, 99, 101, 100, 100)))
    assert not holds("survey/x | is: increasing", Answers(x=yearly(100, 110, None, 129, 141)))
    assert not holds("survey/x | is: increasing", Answers(x=yearly(100, 110, 121, 129)))


def test_first_fails_where_a_hidden_value_stands_above() -> None:
    answers = Answers(x=table({("a", "h"): 0.6, ("b", "h"): None}))
    assert holds("survey/x?option=a&sector=h | is: first", answers)
    answers.above = frozenset({(keys(option="a", sector="h"), keys(option="a", sector="p"))})
    assert holds("survey/x?option=a&sector=h | is: first", answers)
    answers.above = frozenset({(keys(option="a", sector="h"), keys(option="b", sector="h"))})
    assert not holds("survey/x?option=a&sector=h | is: first", answers)


def test_raised_means_that_it_came_up_in_all_that_is_shown() -> None:
    assert holds("survey/x?option=a&sector=* | is: raised", RANKED)
    assert not holds("survey/none | is: raised", Answers(none=table({("a", "h"): 0.0})))
    assert not holds("survey/some | is: raised", Answers(some=table({("a", "h"): 0.0, ("a", "e"): 0.5})))
    assert not holds("survey/hidden | is: raised", Answers(hidden=table({("a", "h"): None})))


def test_a_share_of_a_full_count_is_certain() -> None:
    """5 of 6 sessions are most of them: there are no others to be unsure of."""
    sampled, counted = one(0.83, 0.44, 0.97, Kind.PROPORTION), one(0.83, None, None, Kind.PROPORTION)
    whole = replace(counted, full_count=True)
    assert not holds("survey/x | is: above 0.5", Answers(x=sampled))
    assert not holds("survey/x | is: above 0.5", Answers(x=counted))
    assert holds("survey/x | is: above 0.5", Answers(x=whole))
    less = replace(one(0.5, None, None, Kind.PROPORTION), full_count=True)
    assert holds("survey/x | is: higher_than survey/y", Answers(x=whole, y=less))
