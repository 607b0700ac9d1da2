"""An adversary who keeps the tables of every release cannot tell a small number of people, nor of those who came since.

All that was ever shown is written down as equations about how many people of each kind, first counted by each release,
gave each whole answer. The adversary also knows how many of each kind answered, release by release. What the rule
decides on is built from what is released here alone; the solver and the equations are the adversary's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.factories.possible import Possible

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.analysis.tables import RawCell, RawTable, Source
from thinking_together.evidence.gate import release
from thinking_together.survey.figures.canonical import Option, Options
from thinking_together.survey.figures.counting import Split
from thinking_together.survey.figures.grouping import TOTAL, Pool, group_by
from thinking_together.survey.figures.leaves import joining, leaves_of
from thinking_together.survey.figures.pairs import pair_table
from thinking_together.survey.figures.tabulate import Groups, Heading, Measured, item_table

HEADING = Heading("Item", Source("Test"))
SECTORS = ("a", "b", "c")
KINDS = (("a", ""), ("b", "x"), ("b", "y"), ("b", ""), ("c", ""), ("", ""))  # sector, phase: only b is asked for it
Kinds = tuple[int, ...]


@dataclass(frozen=True)
class Item:
    """``chose[option]`` are the whole answers in which an option is chosen; ``size`` is how many whole answers are."""

    options: Options
    chose: dict[str, tuple[int, ...]]
    size: int

    @property
    def pairs(self) -> bool:
        return not self.options.exclusive


POINTS = tuple(Option(str(at), str(at), (at,)) for at in range(3))
SUM = Option("low", "low", (0, 1), derived=True)
SCALE = Item(Options((*POINTS, SUM), exclusive=True), {o.code: o.members for o in (*POINTS, SUM)}, 3)
TWO = tuple(Option(str(at), str(at), (at,)) for at in range(2))
CHOICES = Item(Options(TWO, exclusive=False), {"0": (1, 3), "1": (2, 3)}, 4)


@dataclass
class Known:
    """Equations ``rows @ people == counts``. ``plain`` ones no rule hides: sizes, and what nobody or all chose."""

    rows: list[np.ndarray] = field(default_factory=list)  # release × kind × whole answer
    counts: list[float] = field(default_factory=list)
    plain: list[bool] = field(default_factory=list)

    def add(self, row: np.ndarray, count: float, plain: bool) -> None:
        self.rows.append(row)
        self.counts.append(count)
        self.plain.append(plain)

    def at_best(self, old: int) -> Known:
        """What would be known if all but the plain had been hidden after the first ``old`` equations."""
        kept = [at for at, plain in enumerate(self.plain) if plain or at < old]
        return Known([self.rows[at] for at in kept], [self.counts[at] for at in kept])

    def possible(self, people: np.ndarray) -> Possible:
        """All that fits these equations, as ``people`` do."""
        rows = np.array([_flat(row, len(people)) for row in self.rows])
        return Possible(rows, np.array(self.counts), points=[people.ravel()])


def _flat(row: np.ndarray, releases: int) -> np.ndarray:
    return np.concatenate([row, np.zeros((releases - len(row), *row.shape[1:]))]).ravel()


@dataclass(frozen=True)
class Secret:
    """A number of people that nobody may work out, of ``size``. ``alone``: it can be asked for by itself."""

    name: str
    row: np.ndarray
    size: float
    alone: bool

    def told(self, ends: tuple[int, int]) -> bool:
        """Whether it is pinned, or is for certain one of 1 to 4, or one of 1 to 4 others is."""
        lower, upper = ends
        small = (lower >= 1 and upper <= 4) or (self.size - upper >= 1 and self.size - lower <= 4)
        return lower == upper or small or (self.alone and upper - lower < 4)


def _groups() -> Iterator[tuple[str, str, Kinds, bool]]:
    """Split, code, the kinds of people in it, and whether it is a pool: every group, all, and every pool."""
    yield "sector", TOTAL, tuple(range(len(KINDS))), False
    for place, (split, codes) in enumerate((("sector", SECTORS), ("phase", ("x", "y")))):
        for several in chain.from_iterable(combinations(codes, n) for n in range(1, len(codes) + 1)):
            kinds = tuple(at for at, kind in enumerate(KINDS) if kind[place] in several)
            yield split, "+".join(several), kinds, len(several) > 1


class Survey:
    """Answers to one item, released now and then: what the product shows, and what the adversary makes of it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.kind = np.zeros(0, dtype=np.int64)
        self.answer = np.zeros(0, dtype=np.int64)
        self.counted = np.zeros(0, dtype=np.int64)  # from which release, 0: from none
        self.releases = 0
        self.measured: Measured | None = None
        self.known = Known()

    def come(self, grid: list[list[int]]) -> None:
        rows = [(kind, answer) for kind, counts in enumerate(grid) for answer, n in enumerate(counts) for _ in range(n)]
        self.kind = np.append(self.kind, np.array([kind for kind, _ in rows], dtype=np.int64))
        self.answer = np.append(self.answer, np.array([answer for _, answer in rows], dtype=np.int64))
        self.counted = np.append(self.counted, np.zeros(len(rows), dtype=np.int64))

    def make_release(self, closing: bool = False) -> None:
        splits = {split.name: split for split in self._splits(np.ones(len(self.kind), dtype=bool))}
        leaves = leaves_of(splits, len(self.kind))
        join = joining(leaves, self.counted > 0, SURVEY.fewest_new, closing)
        if not join.any():
            return
        self.releases += 1
        self.counted[join] = self.releases
        old = len(self.known.rows)
        in_it = self.counted > 0
        grouping = group_by(self._splits(in_it))
        self.measured = Measured(self.answer[in_it], self.item.options, grouping, self.measured)
        self._ask(self.measured)
        self._attack(old)

    def _splits(self, some: np.ndarray) -> tuple[Split, Split]:
        named = []
        for place, (name, codes) in enumerate((("sector", SECTORS), ("phase", ("x", "y")))):
            of = np.array([codes.index(k[place]) if k[place] else len(codes) for k in KINDS])
            put = np.array([place == 0 or k[0] == "b" for k in KINDS])
            values = tuple((code, code) for code in codes)
            named.append(Split(name, name, values, of[self.kind[some]], put[self.kind[some]]))
        return named[0], named[1]

    def _people(self) -> np.ndarray:
        people = np.zeros((self.releases, len(KINDS), self.item.size))
        for kind, answer, since in zip(self.kind, self.answer, self.counted, strict=True):
            if since:
                people[since - 1, kind, answer] += 1
        return people

    def _among(self, kinds: Kinds, answers: tuple[int, ...], after: int = 0, until: int | None = None) -> np.ndarray:
        row = np.zeros((self.releases, len(KINDS), self.item.size))
        row[np.ix_(range(after, self.releases if until is None else until), kinds, answers)] = 1.0
        return row

    def _ask(self, measured: Measured) -> None:
        """Every table by every group and pool, and how many answered of each kind."""
        people = self._people()
        every = tuple(range(self.item.size))
        for kind in range(len(KINDS)):
            row = self._among((kind,), every, after=self.releases - 1)
            self.known.add(row, float((row * people).sum()), True)
        codes = tuple(self.item.chose)
        for split, code, kinds, pooled in _groups():
            of = next(each for each in measured.grouping.splits if each.name == split)
            pool = Pool(code, tuple(code.split("+"))) if pooled else None
            groups = Groups(of, (code,), pool=pool)
            self._note(item_table(measured, groups, codes, True, HEADING), kinds)
            if self.item.pairs:
                self._note(pair_table(measured, groups, codes, codes, (True, True), HEADING), kinds)

    def _note(self, raw: RawTable, kinds: Kinds) -> None:
        for statistic in release(raw).shown():
            answers = set(self.item.chose[statistic.key("option") or ""])
            if statistic.key("with"):
                answers &= set(self.item.chose[statistic.key("with") or ""])
            row = self._among(kinds, tuple(sorted(answers)))
            assert statistic.numerator == (row * self._people()).sum()
            self.known.add(row, statistic.numerator, statistic.numerator in (0.0, statistic.denominator))

    def _attack(self, old: int) -> None:
        """Fails where a secret is told, and hiding all of this release but what is plain could have kept it."""
        people = self._people()
        known, best = self.known.possible(people), self.known.at_best(old).possible(people)
        for secret in self._secrets():
            if ends := known.is_told(secret.row, secret.told):
                possible = best.ends(secret.row)
                assert secret.told(possible), f"{secret.name}: {ends}, not {possible}"
                assert ends[1] - ends[0] >= min(4, possible[1] - possible[0]), f"{secret.name}: {ends}, not {possible}"

    def _secrets(self) -> Iterator[Secret]:
        """What the policy hides of a group, a pool or all: in each release, and of those who came between any two."""
        people = self._people()
        spans = [(0, until) for until in range(1, self.releases + 1)]
        spans += [(after, until) for after in range(1, self.releases) for until in range(after + 1, self.releases + 1)]
        for (after, until), (split, code, kinds, pooled) in ((span, group) for span in spans for group in _groups()):
            size = float(people[after:until, list(kinds)].sum())
            for option, answers in self.item.chose.items():
                row = self._among(kinds, answers, after, until)
                cell = RawCell((), float((row * people).sum()), size)
                if size and SURVEY.primary(cell) and SURVEY.telling(cell):
                    yield Secret(f"{option} in {split} {code}, {after} to {until}", row, size, alone=not pooled)
            if self.item.pairs and not pooled:
                for answer in range(self.item.size):  # two options part a group in four
                    row = self._among(kinds, (answer,), after, until)
                    if 0 < float((row * people).sum()) <= SURVEY.small:
                        yield Secret(f"{answer} in {split} {code}, {after} to {until}", row, np.inf, alone=False)


def test_a_pool_that_was_shown_tells_of_those_who_named_no_group_for_good() -> None:
    """Their number was never shown, but a pool that is everybody less them and others was."""
    survey = Survey(SCALE)
    for wave in (
        [[10, 8, 3], [0, 6, 14], [10, 8, 0], [4, 2, 8], [4, 8, 8], [0, 14, 6]],
        [[5, 1, 6], [0, 0, 20], [0, 14, 0], [8, 8, 5], [6, 1, 14], [6, 6, 0]],
    ):
        survey.come(wave)
        survey.make_release()
    assert survey.releases == 2


few = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20])
MOST_RELEASES = 3


class Releases(RuleBasedStateMachine):
    """Waves of answers, releases and the closing, in any order."""

    item: Item

    def __init__(self) -> None:
        super().__init__()
        self.survey = Survey(self.item)

    @initialize(data=st.data())
    def begins(self, data: st.DataObject) -> None:
        self._wave(data)
        self.survey.make_release()

    @rule(data=st.data(), of=st.sampled_from([*range(len(KINDS)), None, None]))
    def answers_come(self, data: st.DataObject, of: int | None) -> None:
        self._wave(data, of)

    @precondition(lambda self: self.survey.releases < MOST_RELEASES)
    @rule()
    def released(self) -> None:
        self.survey.make_release()

    @precondition(lambda self: self.survey.releases < MOST_RELEASES)
    @rule()
    def closes(self) -> None:
        self.survey.make_release(closing=True)

    def _wave(self, data: st.DataObject, of: int | None = None) -> None:
        row = st.lists(few, min_size=self.item.size, max_size=self.item.size)
        nobody = [0] * self.item.size
        self.survey.come([data.draw(row) if of in (None, kind) else nobody for kind in range(len(KINDS))])


class ReleasesOfAScale(Releases):
    item = SCALE


class ReleasesOfChoices(Releases):
    item = CHOICES


slow = settings(
    deadline=None,
    max_examples=30,
    stateful_step_count=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestReleasesOfAScale = ReleasesOfAScale.TestCase
TestReleasesOfAScale.settings = slow
TestReleasesOfChoices = ReleasesOfChoices.TestCase
TestReleasesOfChoices.settings = slow
