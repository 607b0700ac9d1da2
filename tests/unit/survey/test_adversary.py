"""An adversary who asks for everything, and knows how large every group is, cannot tell a small number of people.

The adversary does not use the sums that the canonical table declares. All that was shown is written down as equations
about how many people of each kind gave each whole answer (a choice, or a set of choices); solving these gives the
bounds of every count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.factories.possible import Possible

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.analysis.tables import RawCell, Source
from thinking_together.evidence.gate import release
from thinking_together.survey.figures.canonical import Option, Options
from thinking_together.survey.figures.counting import Split
from thinking_together.survey.figures.following import after_of
from thinking_together.survey.figures.grouping import TOTAL, Pool, group_by
from thinking_together.survey.figures.pairs import pair_table
from thinking_together.survey.figures.tabulate import Follows, Groups, Heading, Measured, item_table
from thinking_together.survey.form import questionnaire
from thinking_together.survey.form.conditions import AllIn, AnyIn, Count
from thinking_together.survey.form.scales import Choice

HEADING = Heading("Item", Source("Test"))
SECTORS = ("a", "b", "c", "d")
# Kinds of people: (sector, phase). Only sector b was asked for its phase, and may have skipped it; one names no sector.
KINDS = (("a", ""), ("b", "x"), ("b", "y"), ("b", ""), ("c", ""), ("d", ""), ("", ""))
Grid = list[list[int]]  # people by kind and whole answer
SKIPPERS = (3, 0, 1, 0, 0, 12, 2)  # by kind; how many answered is known, and that these did not


@dataclass(frozen=True)
class Item:
    """Another item, put to people who answered so: to at most ``most`` of each kind, the others broke off."""

    when: AnyIn | AllIn | Count
    answers: tuple[int, ...]  # the whole answers for which it holds
    most: int = 99


Put = tuple[Item, ...]


@dataclass(frozen=True)
class World:
    """Respondents, and what counts as choosing an option: ``chose[option]`` are places of whole answers."""

    people: np.ndarray  # kind × whole answer
    measured: Measured
    splits: tuple[Split, Split]
    chose: dict[str, tuple[int, ...]]
    put: dict[Item, tuple[int, ...]]  # how many of each kind another item was put to


def _split(name: str, codes: tuple[str, ...], each: list[str], put: list[bool]) -> Split:
    places = np.array([codes.index(code) if code else len(codes) for code in each], dtype=np.int64)
    return Split(name, name, tuple((code, code) for code in codes), places, np.array(put, dtype=bool))


def world(grid: Grid, options: Options, chose: dict[str, tuple[int, ...]], put: Put = ()) -> World:
    people = np.array(grid, dtype=np.int64)
    rows = [(kind, answer) for kind, counts in enumerate(grid) for answer, n in enumerate(counts) for _ in range(n)]
    rows += [(kind, -1) for kind, n in enumerate(SKIPPERS) for _ in range(n)]
    sectors = _split("sector", SECTORS, [KINDS[kind][0] for kind, _ in rows], [True] * len(rows))
    phase_asked = [KINDS[kind][0] == "b" for kind, _ in rows]
    phases = _split("phase", ("x", "y"), [KINDS[kind][1] for kind, _ in rows], phase_asked)
    codes = np.array([answer for _, answer in rows], dtype=np.int64)
    splits = (sectors, phases)
    asked = {one: tuple(int(min(n, one.most)) for n in people[:, one.answers].sum(axis=1)) for one in put}
    return World(people, Measured(codes, options, group_by(splits)), splits, chose, asked)


def scale(grid: Grid, put: Put = ()) -> World:
    """One choice of four, the first two and the last two also summed."""
    sums = (Option("low", "low", (0, 1), derived=True), Option("high", "high", (2, 3), derived=True))
    base = tuple(Option(str(at), str(at), (at,)) for at in range(4))
    return world(grid, Options((*base, *sums), exclusive=True), {o.code: o.members for o in (*base, *sums)}, put)


def choices(grid: Grid, put: Put = ()) -> World:
    """Any of three choices; a whole answer is a set of them, as bits."""
    base = tuple(Option(str(at), str(at), (at,)) for at in range(3))
    chose = {o.code: tuple(mask for mask in range(8) if mask >> int(o.code) & 1) for o in base}
    return world(grid, Options(base, exclusive=False), chose, put)


def _members(split: Split, codes: tuple[str, ...]) -> tuple[int, ...]:
    place = 0 if split.name == "sector" else 1
    return tuple(at for at, kind in enumerate(KINDS) if kind[place] in codes)


def _asked(told: World) -> Iterator[tuple[Groups, tuple[int, ...]]]:
    """Every group, everybody, and every pool of two or more, each asked for by itself, and the kinds in it."""
    for split in told.splits:
        codes = tuple(code for code, _ in split.values)
        yield Groups(split, (TOTAL,)), tuple(range(len(KINDS)))
        for code in codes:
            yield Groups(split, (code,)), _members(split, (code,))
        for several in chain.from_iterable(combinations(codes, n) for n in range(2, len(codes) + 1)):
            pool = Pool("+".join(several), several)
            yield Groups(split, (pool.code,), pool=pool), _members(split, several)


def _among(told: World, kinds: tuple[int, ...], answers: tuple[int, ...]) -> np.ndarray:
    chosen = np.zeros(told.people.shape)
    chosen[np.ix_(kinds, answers)] = 1.0
    return chosen.ravel()


@dataclass(frozen=True)
class Known:
    """Equations ``rows @ people == counts``; ``plain`` are those that no rule hides: sizes, nobody, everybody."""

    rows: list[np.ndarray]
    counts: list[float]
    plain: list[bool]

    def add(self, row: np.ndarray, count: float, plain: bool) -> None:
        self.rows.append(row)
        self.counts.append(count)
        self.plain.append(plain)


def _everything_shown(told: World, overlaps: bool) -> Known:
    known = Known([], [], [])
    for kind in range(len(KINDS)):
        known.add(_among(told, (kind,), tuple(range(told.people.shape[1]))), float(told.people[kind].sum()), True)
    codes = tuple(told.chose)
    for groups, kinds in _asked(told):
        table = release(item_table(told.measured, groups, codes, True, HEADING))
        for statistic in table.shown():
            row = _among(told, kinds, told.chose[statistic.key("option") or ""])
            _note(known, row, statistic.numerator, statistic.denominator)
        if overlaps:
            table = release(pair_table(told.measured, groups, codes, codes, (True, True), HEADING))
            for statistic in table.shown():
                chosen = told.chose[statistic.key("option") or ""], told.chose[statistic.key("with") or ""]
                both = tuple(sorted(set(chosen[0]) & set(chosen[1])))
                _note(known, _among(told, kinds, both), statistic.numerator, statistic.denominator)
    return known


def _note(known: Known, row: np.ndarray, count: float | None, of: float | None) -> None:
    assert count is not None
    known.add(row, count, count in (0.0, of))


def _possible(told: World, rows: list[np.ndarray], counts: list[float]) -> Possible:
    """People by kind and whole answer, and how many of each kind every other item was put to."""
    items = len(told.put) * len(KINDS)
    equal, size = np.hstack([np.array(rows), np.zeros((len(rows), items))]), told.people.size
    shown = list(_put_shown(told))
    put = [np.concatenate([np.zeros(size), to]) for to, _ in shown]
    counts = [*counts, *(float(n) for _, n in shown)]
    true = np.concatenate([told.people.ravel(), *(np.array(by_kind) for by_kind in told.put.values())])
    return Possible(np.vstack([equal, *put]), np.array(counts), _put_to(told), [true])


def _put_to(told: World) -> np.ndarray:
    """``rows @ (people, how many each item was put to) <= 0``: of no kind to more than gave such an answer."""
    rows = []
    for place, item in enumerate(told.put):
        for kind in range(len(KINDS)):
            to = np.zeros(len(told.put) * len(KINDS))
            to[place * len(KINDS) + kind] = 1.0
            rows.append(np.concatenate([-_among(told, (kind,), item.answers), to]))
    return np.array(rows).reshape(len(rows), told.people.size + len(told.put) * len(KINDS))


def _put_shown(told: World) -> Iterator[tuple[np.ndarray, int]]:
    """Of how many in all, in each group and in each pool an item speaks, where anything of it may be shown."""
    for place, (item, by_kind) in enumerate(told.put.items()):
        depends = replace(told.measured, after=_after(told, item))
        for groups, kinds in _asked(told):
            n = sum(by_kind[kind] for kind in kinds)
            if n >= SURVEY.smallest_group and groups.key(groups.codes[0]) not in depends.hidden(groups):
                to = np.zeros(len(told.put) * len(KINDS))
                to[[place * len(KINDS) + kind for kind in kinds]] = 1.0
                yield to, n


def _after(told: World, item: Item) -> tuple[Follows, ...]:
    options = told.measured.options
    kind = questionnaire.ItemKind.SINGLE if options.exclusive else questionnaire.ItemKind.MULTIPLE
    listed = tuple(Choice(option.code, option.label) for option in options.base)
    first = questionnaire.Item("first", kind, "", choices=listed)
    then = questionnaire.Item("then", questionnaire.ItemKind.TEXT, "", when=item.when)
    asked = questionnaire.Questionnaire("q", "1", "", (first, then))
    return after_of(asked.variable("then"), asked, lambda _: told.measured, np.zeros_like(told.measured.codes))


@dataclass(frozen=True)
class Secret:
    """A number of people that nobody may work out: those of ``row``, ``size`` people all in all.

    ``alone``: it can be asked for by itself, and needs as many whole numbers as the mark that hides it leaves and one.
    """

    name: str
    row: np.ndarray
    size: float
    alone: bool

    def told(self, ends: tuple[int, int]) -> bool:
        """Whether it is pinned, or is for certain one of 1 to 4, or one of 1 to 4 others is."""
        lower, upper = ends
        small = (lower >= 1 and upper <= 4) or (self.size - upper >= 1 and self.size - lower <= 4)
        return lower == upper or small or (self.alone and upper - lower < 4)


def _secrets(told: World, overlaps: bool) -> Iterator[Secret]:
    """Counts of an option, and of two together, in a group, a pool or all, that the policy hides."""
    for kinds, pool in _groups(told):
        size = float(told.people[list(kinds)].sum())
        for option, answers in told.chose.items():
            row = _among(told, kinds, answers)
            cell = RawCell((), float(row @ told.people.ravel()), size)
            if size and SURVEY.primary(cell) and SURVEY.telling(cell):
                yield Secret(f"{option} in {kinds}", row, size, alone=not pool)
        for one, other in combinations(told.chose, 2) if overlaps and not pool else ():
            yield from _parts(told, kinds, set(told.chose[one]), set(told.chose[other]))


def _parts(told: World, kinds: tuple[int, ...], one: set[int], other: set[int]) -> Iterator[Secret]:
    """The four that two options part a group in, where they are few."""
    everything = set(range(told.people.shape[1]))
    for answers in (one & other, one - other, other - one, everything - one - other):
        row = _among(told, kinds, tuple(sorted(answers)))
        if 0 < float(row @ told.people.ravel()) <= SURVEY.small:
            yield Secret(f"{sorted(answers)} in {kinds}", row, np.inf, alone=False)


def _groups(told: World) -> Iterator[tuple[tuple[int, ...], bool]]:
    """The kinds of people in each group, in all, and in each pool of sectors."""
    for groups, kinds in _asked(told):
        yield kinds, groups.pool is not None


def attack(told: World, overlaps: bool) -> None:
    """Fails where a secret is told, and hiding all but what nobody and what everybody chose could have kept it."""
    known = _everything_shown(told, overlaps)
    shown = _possible(told, known.rows, known.counts)
    plain = [at for at, free in enumerate(known.plain) if free]
    for secret in _secrets(told, overlaps):
        if ends := shown.is_told(secret.row, secret.told):
            kept = _possible(told, [known.rows[at] for at in plain], [known.counts[at] for at in plain])
            best = kept.ends(secret.row)
            assert secret.told(best), f"{secret.name}: {ends}, not {best}"
            assert ends[1] - ends[0] >= min(4, best[1] - best[0]), f"{secret.name}: {ends}, not {best}"


few = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20])
slow = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def grids(answers: int) -> st.SearchStrategy[Grid]:
    row = st.lists(few, min_size=answers, max_size=answers)
    return st.lists(row, min_size=len(KINDS), max_size=len(KINDS))


@given(grids(4))
@slow
def test_no_question_or_questions_tell_a_small_number_who_chose_a_point_of_a_scale(grid: Grid) -> None:
    attack(scale(grid), overlaps=False)


SECOND, LAST = Item(AnyIn("first", ("1",)), (1,)), Item(AnyIn("first", ("3",)), (3,))
# Of a, 12 chose the second and all of them were put the next item; without a and b's y the others say how many in all.
NEXT_TELLS = [[3, 12, 20, 5], *[[10, 10, 10, 10]] * 2, [0] * 4, *[[10, 10, 10, 10]] * 2, [0] * 4]


@given(grids(4), st.sampled_from([(SECOND,), (LAST,), (SECOND, LAST)]), st.sampled_from([3, 11, 99]))
@example(NEXT_TELLS, (SECOND,), 99)
@slow
def test_nor_with_how_many_were_put_an_item_that_follows_from_this_one(grid: Grid, put: Put, most: int) -> None:
    attack(scale(grid, tuple(replace(one, most=most) for one in put)), overlaps=False)


@given(grids(8))
@settings(slow, max_examples=25)
def test_nor_where_it_follows_from_one_of_several_choices(grid: Grid) -> None:
    attack(choices(grid, (Item(AnyIn("first", ("0",)), (1, 3, 5, 7)),)), overlaps=True)


BOTH = Item(AllIn("first", ("0", "1")), (3, 7))
EITHER = Item(AnyIn("first", ("0", "1")), (1, 2, 3, 5, 6, 7))
ANY = Item(AnyIn("first", ("0", "1", "2")), (1, 2, 3, 4, 5, 6, 7))
SEVERAL = Item(Count("first", at_least=2), (3, 5, 6, 7))


@given(grids(8), st.sampled_from([BOTH, EITHER, ANY, SEVERAL]))
@settings(slow, max_examples=12)
def test_nor_where_it_follows_from_several_answers_together(grid: Grid, item: Item) -> None:
    attack(choices(grid, (item,)), overlaps=True)


EVEN = [10, 10, 10, 10, 0, 0, 0, 0]
# In a, 3 chose the first and nobody the second; in c all chose the second, so c's overlap is how many chose the first.
OVERLAP_TELLS = [[37, 3, 0, 0, 0, 0, 0, 0], EVEN, EVEN, [0] * 8, [0, 0, 12, 6, 0, 0, 0, 0], EVEN, [0] * 8]


@given(grids(8))
@example(OVERLAP_TELLS)
@slow
def test_nor_one_of_several_choices_with_all_that_is_chosen_together(grid: Grid) -> None:
    attack(choices(grid), overlaps=True)
