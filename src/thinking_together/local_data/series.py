"""An area's figures over time beside another area's: interval, comparison and recent trend, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thinking_together.analysis.comparison import Comparison, Outcome, Polarity, compare
from thinking_together.analysis.periods import Period, parse_period
from thinking_together.analysis.tables import Kind
from thinking_together.analysis.trend import POINTS, Direction, Meaning, TrendPoint, recent_trend
from thinking_together.local_data.interval import Interval, interval_of, kind_of
from thinking_together.local_data.observation import ENGLAND, Download, Layout, Observation, SeriesKey
from thinking_together.local_data.standing import NoStanding, Peers, Standing, peers_of, standing_of

OWN_COMPARATOR = "the area is its own comparator"
NO_COMPARATOR = "no other area was asked for"
NO_ROW = "the file has no row for the area in this period"
PERIOD_NOT_UNDERSTOOD = "a period is written in a way that gives no dates"


@dataclass(frozen=True, slots=True)
class Point:
    """One period. ``published`` is the comparison the source itself prints, empty where it prints none."""

    period: str
    mine: Observation | None
    other: Observation | None
    interval: Interval
    other_interval: Interval
    comparison: Comparison
    published: str


@dataclass(frozen=True, slots=True)
class SeriesTrend:
    """``why_not`` is empty where the trend is calculated; ``published`` is the source's own, if it prints one."""

    direction: Direction
    meaning: Meaning
    why_not: str
    first: str
    last: str
    published: str


@dataclass(frozen=True, slots=True)
class Series:
    """All points of one indicator, sex, age and category, in order of time."""

    key: SeriesKey
    name: str
    points: tuple[Point, ...]
    trend: SeriesTrend
    standing: Standing | NoStanding


def series_of(download: Download, area: str, against: str | None, polarity: Polarity) -> tuple[Series, ...]:
    """The area's series, headline rows before categories, in the order of the file."""
    by_series: dict[SeriesKey, list[Observation]] = {}
    for observation in download.of_area(area):
        by_series.setdefault(observation.series, []).append(observation)
    newest = [max(observations, key=_when) for observations in by_series.values()]
    builder = _Builder(download, against, polarity, peers_of(download.observations, newest))
    keys = sorted(by_series, key=lambda key: not key.headline)
    return tuple(builder.series(key, by_series[key]) for key in keys)


class _Builder:
    def __init__(self, download: Download, against: str | None, polarity: Polarity, peers: Peers) -> None:
        self.layout = download.layout
        self.against = against
        self.polarity = polarity
        self.peers = peers
        self.others = download.of_area(against) if against else ()

    def series(self, key: SeriesKey, observations: list[Observation]) -> Series:
        mine = {o.period: o for o in observations}
        other = {o.period: o for o in self.others if o.series == key}
        ordered = sorted((other | mine).values(), key=_when)
        points = [self._point(o.period, mine.get(o.period), other.get(o.period)) for o in ordered]
        trend = trend_of(observations, self.polarity, self.layout)
        standing = standing_of(max(observations, key=_when), self.peers, self.polarity)
        return Series(key, observations[0].name, tuple(points), trend, standing)

    def _point(self, period: str, mine: Observation | None, other: Observation | None) -> Point:
        interval = interval_of(mine, self.layout) if mine else Interval()
        other_interval = interval_of(other, self.layout) if other else Interval()
        comparison = self._comparison(mine, other, interval)
        return Point(period, mine, other, interval, other_interval, comparison, self._published(mine))

    def _comparison(self, mine: Observation | None, other: Observation | None, interval: Interval) -> Comparison:
        if mine is None:
            return _not_compared(NO_ROW)
        if self.against is None:
            return _not_compared(NO_COMPARATOR)
        if self.against == mine.area:
            return _not_compared(OWN_COMPARATOR)
        if interval.why_not is not None:
            return _not_compared(interval.why_not)
        return compare(interval.lower, interval.upper, other.value if other else None, self.polarity)

    def _published(self, mine: Observation | None) -> str:
        if mine is None or self.against is None:
            return ""
        if self.against == ENGLAND:
            return mine.compared_england
        return next((parent.compared for parent in mine.parents if parent.code == self.against), "")


def _not_compared(reason: str) -> Comparison:
    return Comparison(Outcome.NOT_COMPARED, reason)


def _when(observation: Observation) -> tuple[int, str]:
    period = parse_period(observation.period)
    start = period.start if period else int(observation.sortable[:4] or 0) * 12
    return start, observation.period


def trend_of(
    observations: Sequence[Observation], polarity: Polarity, layout: Layout = Layout.FINGERTIPS_NEW
) -> SeriesTrend:
    """The recent trend of one series of one area, from its last five points."""
    last = sorted(observations, key=_when)[-POINTS:]
    first, final = last[0].period, last[-1]
    points = [_trend_point(o, period, layout) for o in last if (period := parse_period(o.period))]
    if len(points) < len(last):
        direction = Direction.CANNOT_BE_CALCULATED
        return SeriesTrend(direction, Meaning.NEITHER, PERIOD_NOT_UNDERSTOOD, first, final.period, final.recent_trend)
    shares = all(kind_of(o) is Kind.PROPORTION for o in last if o.value is not None)
    found = recent_trend(points, polarity, Kind.PROPORTION if shares else Kind.RATE)
    return SeriesTrend(found.direction, found.meaning, found.reason.value, first, final.period, final.recent_trend)


def _trend_point(observation: Observation, period: Period, layout: Layout) -> TrendPoint:
    interval = interval_of(observation, layout)
    return TrendPoint(
        period.start,
        period.months,
        observation.value,
        interval.lower,
        interval.upper,
        observation.count,
        observation.denominator,
    )
