"""How long pages took people, by path, as releases take it in: middle and upper quarter of each page, added up.

Only counts by page are kept (ADR 0028), so nobody's own minutes are known: what is told is the sum, over the pages that
most people of the path met, of each page's median, and of each page's upper quartile. Quantiles are read from counts in
bands of seconds by linear interpolation inside a band (grouped data); of the last band, which has no end, its beginning
counts. Bands are up to a third as wide as what they hold, so minutes are told to the nearest half.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thinking_together.analysis.disclosure import SURVEY, protect
from thinking_together.analysis.tables import RawCell, Relation, State, keys
from thinking_together.survey.form.pages import pages_of
from thinking_together.survey.form.paths import belongings
from thinking_together.survey.form.questionnaire import Part, Questionnaire
from thinking_together.survey.held.bands import upper_edge

Row = tuple[str, int, int, int]  # path, page, lower edge of the band in seconds, how many
Bands = Mapping[int, int]
MOST_MET = 0.5  # of the people of a path
MEDIAN, UPPER = 0.5, 0.75
BEFORE_ALL = "everyone"  # the path of pages that come before anybody has said where they work


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of one part of a path, to the nearest half."""

    middle: float
    upper: float


def taken_in(now: Iterable[Row], before: Sequence[Row], closing: bool) -> list[Row]:
    """What a release tells: a path's counts as they are now where enough people have come, else as they were.

    As answers are (``leaves.joining``): so that nobody reads one person's minutes from two releases.
    """
    new, old = _by_path(now), _by_path(before)
    fewest = 1 if closing and not before else SURVEY.fewest_new
    found: list[Row] = []
    for path in sorted(new.keys() | old.keys()):
        more = people(new.get(path, [])) - people(old.get(path, []))
        found += new[path] if more >= fewest else old.get(path, [])
    return found


def minutes_taken(questionnaire: Questionnaire, rows: Sequence[Row]) -> dict[str, dict[Part, Minutes]]:
    """Of each path that may be shown, by its name: too few people have none, nor do those who would tell of them."""
    by_path = _by_path(rows)
    names = [belonging.name for belonging in belongings(questionnaire)]
    states = _states([people(by_path.get(name, [])) for name in names])
    shown = [name for name, state in zip(names, states, strict=True) if state is State.SHOWN]
    return {name: _parts(questionnaire, by_path, name) for name in shown}


def people(rows: Sequence[Row]) -> int:
    """How many of a path there were at least: those who met the page that most met."""
    met: Counter[int] = Counter()
    for _, page, _, count in rows:
        met[page] += count
    return max(met.values(), default=0)


def quantile(bands: Bands, share: float) -> float:
    """Seconds below which a share of counts in bands lies."""
    wanted, below = sum(bands.values()) * share, 0
    for edge in sorted(bands):
        if below + bands[edge] >= wanted:
            return edge + (upper_edge(edge) - edge) * (wanted - below) / bands[edge]
        below += bands[edge]
    raise ValueError("nothing was counted")


def _states(counts: Sequence[int]) -> tuple[State, ...]:
    """By the rule of the survey: paths below the smallest group, and the next where all together would tell of one."""
    cells = [RawCell(keys(path=str(at)), float(many), group=float(many)) for at, many in enumerate(counts)]
    total = RawCell((), float(sum(counts)), group=float(sum(counts)), wanted=False)
    parts = tuple(range(len(cells)))
    return protect([*cells, total], [Relation(len(cells), parts)], SURVEY)[: len(cells)]


def _parts(questionnaire: Questionnaire, by_path: Mapping[str, list[Row]], name: str) -> dict[Part, Minutes]:
    bands: dict[int, Counter[int]] = defaultdict(Counter)
    for path in {BEFORE_ALL, name.partition("/")[0], name}:
        for _, number, edge, count in by_path.get(path, ()):
            bands[number][edge] += count
    many = people(by_path[name])
    found: dict[Part, list[Bands]] = defaultdict(list)
    for page in pages_of(questionnaire):
        most = MOST_MET * (many if page.part is Part.CORE else _second(questionnaire, bands))
        if page.number in bands and bands[page.number].total() >= max(most, SURVEY.smallest_group):
            found[page.part].append(bands[page.number])
    return {part: Minutes(_sum(pages, MEDIAN), _sum(pages, UPPER)) for part, pages in found.items()}


def _second(questionnaire: Questionnaire, bands: Mapping[int, Counter[int]]) -> int:
    """How many of a path went on to the second part."""
    pages = (page.number for page in pages_of(questionnaire) if page.part is Part.SECOND)
    return max((bands[number].total() for number in pages if number in bands), default=0)


def _sum(pages: Iterable[Bands], share: float) -> float:
    return round(sum(quantile(bands, share) for bands in pages) / 60 * 2) / 2


def _by_path(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for path, page, edge, count in rows:
        found[path].append((path, page, edge, count))
    return dict(found)
