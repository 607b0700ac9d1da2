"""Shares of coded answers by sector: an adversary who asks every question learns no small cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from thinking_together.analysis.tables import Dimension, Kind, RawTable, Source, State, Statistic
from thinking_together.evidence.figures import Choice, Mode
from thinking_together.evidence.gate import release
from thinking_together.synthesis.canonical import OPEN, SURVEY, Kin, Line, share_cells, unit_cells
from thinking_together.synthesis.coded import Codebook, Coded

LINE = Line(frozenset({"c"}), ())
ALL = Choice(Mode.ALL, ())


def coded(groups: dict[str, tuple[int, int]]) -> Coded:
    """A survey in which (answers, answers with the code) are given by sector; each coded answer has two passages."""
    spoke = {sector: frozenset(f"{sector}{n}" for n in range(of)) for sector, (of, _) in groups.items()}
    passages = {
        (at, start, start + 1): (sector, f"{sector}{n}")
        for at, (sector, (_, found)) in enumerate(groups.items())
        for n in range(found)
        for start in (2 * n, 2 * n + 1)
    }
    return Coded(tuple((s, s) for s in groups if s), spoke, {"c": passages}, 1)


def ask(data: Coded, choice: Choice, measure: str = "units") -> tuple[Statistic, ...]:
    cells = share_cells(data, [LINE], choice, SURVEY, measure)
    kind = Kind.PROPORTION if measure == "units" else Kind.COUNT
    raw = RawTable("T", kind, "responses", (Dimension("sector", "S", ()),), cells, Source("S"), SURVEY)
    return release(raw).statistics


def each(data: Coded) -> Choice:
    return Choice(Mode.EACH, tuple(code for code, _ in data.sectors))


groups = st.dictionaries(
    st.sampled_from(["a", "b", "d", "e", "f", "g"]),
    st.integers(0, 40).flatmap(lambda of: st.tuples(st.just(of), st.integers(0, of))),
    min_size=1,
).filter(lambda found: any(of for of, _ in found.values()))


def pools(data: Coded) -> list[Choice]:
    sectors = [code for code, _ in data.sectors]
    return [
        Choice(Mode.POOL, chosen, "+".join(chosen))
        for size in range(2, len(sectors) + 1)
        for chosen in combinations(sectors, size)
    ]


@given(groups)
def test_no_small_cell_of_a_sector_is_shown_or_left_over(found: dict[str, tuple[int, int]]) -> None:
    data = coded(found)
    shown = {s.key("sector"): s for s in ask(data, each(data))}
    (total,) = ask(data, ALL)
    for sector, (of, with_code) in found.items():
        if shown[sector].state is State.SHOWN:
            assert of >= 10
            assert not 0 < with_code <= 4
            assert not 0 < of - with_code <= 4
    hidden = [sector for sector, s in shown.items() if s.state is State.SUPPRESSED]
    assert not (len(hidden) == 1 and total.state is State.SHOWN)


@given(groups)
@settings(max_examples=60, deadline=None)
def test_no_sum_or_difference_of_all_that_is_shown_gives_a_hidden_sector(found: dict[str, tuple[int, int]]) -> None:
    """The adversary asks for every sector, every pool and the total, and solves the equations."""
    data = coded(found)
    sectors = [code for code, _ in data.sectors]
    answers = [*zip([(s,) for s in sectors], ask(data, each(data)), strict=True), (tuple(sectors), ask(data, ALL)[0])]
    answers += [(choice.values, ask(data, choice)[0]) for choice in pools(data)]
    known = [[sector in group for sector in sectors] for group, s in answers if s.state is State.SHOWN]
    rank = np.linalg.matrix_rank(np.array(known, dtype=float)) if known else 0
    for at, (_, statistic) in enumerate(answers[: len(sectors)]):
        if statistic.state is State.SUPPRESSED:
            asked = [*known, [n == at for n in range(len(sectors))]]
            assert np.linalg.matrix_rank(np.array(asked, dtype=float)) > rank


@given(groups)
@settings(max_examples=60, deadline=None)
def test_a_sector_is_shown_or_hidden_the_same_way_however_it_is_asked_for(found: dict[str, tuple[int, int]]) -> None:
    data = coded(found)
    together = {s.key("sector"): s.state for s in ask(data, each(data))}
    for sector, state in together.items():
        (alone,) = ask(data, Choice(Mode.ONE, (sector or "",)))
        assert alone.state is state


@given(groups)
@settings(max_examples=60, deadline=None)
def test_passages_are_hidden_exactly_where_the_people_are(found: dict[str, tuple[int, int]]) -> None:
    data = coded(found)
    for choice in (ALL, each(data), *pools(data)):
        units = ask(data, choice)
        passages = ask(data, choice, "passages")
        for unit, passage in zip(units, passages, strict=True):
            assert unit.keys != passage.keys  # the measure is told
            assert (unit.state is State.SHOWN) == (passage.state is State.SHOWN)
            if passage.value is not None and unit.numerator is not None:
                assert passage.value == 2 * unit.numerator


def test_answers_without_a_sector_count_in_the_total_and_are_seen_by_the_rule() -> None:
    data = coded({"a": (30, 15), "": (3, 2)})
    (sector,) = ask(data, each(data))
    assert sector.state is State.SUPPRESSED  # total less this sector would be three people
    (total,) = ask(data, ALL)
    assert (total.numerator, total.denominator) == (17, 33)


def test_open_phases_count_a_unit_once_for_a_pool() -> None:
    data = Coded(
        (("a", "A"), ("b", "B")),
        {"a": frozenset({"s1", "s2"}), "b": frozenset({"s1"})},
        {"c": {(1, 0, 2): ("a", "s1"), (2, 0, 2): ("b", "s1")}},
        1,
    )
    cells = share_cells(data, [LINE], Choice(Mode.POOL, ("a", "b"), "a+b"), OPEN, "units")
    assert [(c.numerator, c.denominator) for c in cells] == [(1, 2)]
    per_unit = unit_cells(data, [LINE], "session", ["s1", "s3"], "units")
    assert [(c.numerator, c.state) for c in per_unit] == [(2, None), (0, State.NO_DATA)]


def test_a_code_is_found_where_one_below_it_is() -> None:
    book = Codebook((("a", "A"), ("b", "B"), ("d", "D")), {"a": ("b",), "b": ("d",)})
    assert book.family("a") == {"a", "b", "d"}
    assert book.family("d") == {"d"}
    data = Coded((), {"": frozenset({"u"})}, {"a": {(1, 0, 2): ("", "u")}, "d": {(1, 0, 2): ("", "u")}}, 2)
    assert data.found(book.family("a")) == Counter({"u": 1})


def family(found: dict[str, tuple[int, int, int]]) -> Coded:
    """By sector: answers, answers with the child, answers with the parent and not the child."""
    spoke = {sector: frozenset(f"{sector}{n}" for n in range(of)) for sector, (of, _, _) in found.items()}
    child = {(at, n, n + 1): (s, f"{s}{n}") for at, (s, (_, few, _)) in enumerate(found.items()) for n in range(few)}
    parent = {
        (at, n, n + 1): (s, f"{s}{n}")
        for at, (s, (_, few, more)) in enumerate(found.items())
        for n in range(few, few + more)
    }
    return Coded(tuple((s, s) for s in found), spoke, {"c": child, "p": parent}, 1)


CHILD, PARENT = frozenset({"c"}), frozenset({"c", "p"})


def both(data: Coded, choice: Choice) -> list[tuple[Statistic, ...]]:
    """Child and parent, each asked for by itself."""
    answers = []
    for codes in (CHILD, PARENT):
        cells = share_cells(data, [Line(codes, ())], choice, SURVEY, "units", (Kin(PARENT, (CHILD,)),))
        raw = RawTable("T", Kind.PROPORTION, "responses", (Dimension("sector", "S", ()),), cells, Source("S"), SURVEY)
        answers.append(release(raw).statistics)
    return answers


def test_a_parent_and_its_child_do_not_tell_the_few_who_said_the_parent_alone() -> None:
    data = family({"a": (60, 20, 3), "b": (50, 10, 11)})
    child, parent = both(data, each(data))
    totals = [one.state for (one,) in both(data, ALL)]
    assert State.SUPPRESSED in {child[0].state, parent[0].state}
    for line, total in zip((child, parent), totals, strict=True):
        assert [*(one.state for one in line), total].count(State.SUPPRESSED) != 1


def test_a_parent_and_its_child_are_shown_where_they_differ_by_many() -> None:
    data = family({"a": (60, 20, 13), "b": (50, 10, 11)})
    states = {one.state for answer in (*both(data, each(data)), *both(data, ALL)) for one in answer}
    assert states == {State.SHOWN}


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "d", "e"]),
        st.tuples(st.integers(0, 20), st.sampled_from([0, 1, 3, 5, 9]), st.sampled_from([0, 1, 2, 4, 5, 8])).map(
            lambda n: (n[0] + n[1] + n[2], n[1], n[2])
        ),
        min_size=2,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_difference_of_what_is_shown_is_a_few_people(found: dict[str, tuple[int, int, int]]) -> None:
    data = family(found)
    for choice in (each(data), ALL, *pools(data)):
        for child, parent in zip(*both(data, choice), strict=True):
            if child.state is parent.state is State.SHOWN:
                assert not 0 < (parent.numerator or 0) - (child.numerator or 0) <= 4


ONE, OTHER = frozenset({"c"}), frozenset({"d"})
EITHER = Kin(ONE | OTHER, (ONE, OTHER))


def coded_twice(found: dict[str, tuple[int, int, int, int]]) -> Coded:
    """By sector: answers with neither code, with the one alone, with the other alone, with both."""
    spoke = {sector: frozenset(f"{sector}{n}" for n in range(sum(of))) for sector, of in found.items()}
    marked: dict[str, dict[tuple[int, int, int], tuple[str, str]]] = {"c": {}, "d": {}}
    for at, (sector, (neither, one, other, _)) in enumerate(found.items()):
        for n in range(neither, sum(found[sector])):
            if not neither + one <= n < neither + one + other:
                marked["c"][at, n, n + 1] = (sector, f"{sector}{n}")
            if n >= neither + one:
                marked["d"][at, n, n + 1] = (sector, f"{sector}{n}")
    return Coded(tuple((s, s) for s in found), spoke, marked, 1)


def each_and_either(data: Coded, choice: Choice) -> list[tuple[Statistic, ...]]:
    answers = []
    for codes in (ONE, OTHER, EITHER.codes):
        cells = share_cells(data, [Line(codes, ())], choice, SURVEY, "units", (EITHER,))
        raw = RawTable("T", Kind.PROPORTION, "responses", (Dimension("sector", "S", ()),), cells, Source("S"), SURVEY)
        answers.append(release(raw).statistics)
    return answers


def shown(data: Coded) -> set[State]:
    return {s.state for choice in (ALL, each(data)) for answer in each_and_either(data, choice) for s in answer}


def test_a_few_who_said_both_of_two_codes_are_not_told_by_adding_them_up() -> None:
    assert State.SUPPRESSED in shown(coded_twice({"a": (30, 10, 12, 3), "b": (40, 20, 20, 10)}))
    assert shown(coded_twice({"a": (30, 10, 12, 6), "b": (40, 20, 20, 10)})) == {State.SHOWN}


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "d"]),
        st.tuples(st.integers(10, 20), *[st.sampled_from([0, 1, 3, 4, 5, 9, 12])] * 3),
        min_size=2,
    )
)
@settings(max_examples=40, deadline=None)
def test_no_sum_of_two_codes_tells_a_few_who_said_both(found: dict[str, tuple[int, int, int, int]]) -> None:
    data = coded_twice(found)
    for choice in (each(data), ALL, *pools(data)):
        for one, other, either in zip(*each_and_either(data, choice), strict=True):
            if one.state is other.state is either.state is State.SHOWN:
                twice = (one.numerator or 0) + (other.numerator or 0) - (either.numerator or 0)
                assert not 0 < twice <= 4


def test_what_was_coded_in_an_earlier_release_is_part_of_the_audit() -> None:
    before, now = coded({"a": (40, 20), "b": (40, 20)}), coded({"a": (52, 22), "b": (40, 20)})
    assert {one.state for one in ask(now, each(now))} == {State.SHOWN}
    later = replace(now, earlier=before)
    assert [one.state for one in ask(later, each(later))] == [State.SUPPRESSED, State.SHOWN]  # 2 of 12 came since
    assert [one.state for one in ask(later, ALL)] == [State.SUPPRESSED]
