"""What a download holds, as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from thinking_together.analysis.spine import NotDrawn
from thinking_together.local_data.funnels import Funnel, NoFunnel
from thinking_together.local_data.interval import Interval
from thinking_together.local_data.observation import Download, Observation
from thinking_together.local_data.series import Point, Series
from thinking_together.local_data.standing import NoStanding, Standing


def text(download: Download, shown: Sequence[Series], area: str | None, against: str | None) -> str:
    """A summary, and below it every series asked for."""
    lines = list(_summary(download))
    for series in shown:
        lines += ["", *_series(series, area or "", against)]
    return "\n".join(lines)


def nearest(code: str, download: Download) -> str:
    """A sentence that names areas of the file whose code or name is close to what was typed."""
    names = download.areas()
    close = get_close_matches(code, names, n=3, cutoff=0.6)
    if not close:
        by_name = {name: of for of, name in names.items()}
        close = [by_name[name] for name in get_close_matches(code, by_name, n=3, cutoff=0.6)]
    chosen = close or list(names)[:3]
    return "Use one of its area codes, such as " + ", ".join(f"{c} ({names[c]})" for c in chosen) + "."


def _summary(download: Download) -> Iterator[str]:
    observations = download.observations
    periods = sorted({o.period for o in observations})
    yield f"{download.file}: {download.layout.value}, {download.columns} columns"
    yield f"rows {download.rows:,}, observations {len(observations):,}, missing values {download.missing:,}"
    if download.short_rows:
        yield f"rows one field short: {download.short_rows:,} (old downloads leave the last field out)"
    categories = sum(not o.series.headline for o in observations)
    if categories:
        yield f"rows of categories such as deciles, kept apart: {categories:,}"
    if download.ignored_columns:
        yield f"columns not read: {', '.join(download.ignored_columns)}"
    for indicator, name in dict.fromkeys((o.indicator, o.name) for o in observations):
        yield f"indicator {indicator or '(no ID in this layout)'}: {name}"
    yield f"areas {len(download.areas()):,}; periods {', '.join(periods)}"


def _series(series: Series, area: str, against: str | None) -> Iterator[str]:
    key = series.key
    kind = ", ".join(part for part in (key.sex, key.age, key.category) if part)
    yield f"{series.name}" + (f" ({kind})" if kind else "")
    yield _row("period", area, against or "", "compared", "published")
    for point in series.points:
        yield _row(
            point.period,
            _figure(point.mine, point.interval),
            _figure(point.other, point.other_interval) if against else "",
            _compared(point),
            point.published,
        )
    trend = series.trend
    why = f": {trend.why_not}" if trend.why_not else f" ({trend.meaning.value})"
    said = f"; published: {trend.published}" if trend.published else ""
    yield f"recent trend {trend.first} to {trend.last}: {trend.direction.value}{why}{said}"
    yield _among(series.standing)
    for reason in dict.fromkeys(_reasons(series)):
        yield f"note: {reason}"


def _among(standing: Standing | NoStanding) -> str:
    if isinstance(standing, NoStanding):
        return f"among other areas: {standing.value}"
    group = "no quintile of so few" if standing.quintile is None else f"quintile {standing.quintile} of 5"
    drawn = standing.spine
    place = drawn.value if isinstance(drawn, NotDrawn) else f"{drawn:+.2f}"
    head = f"among {standing.areas:,} areas ({standing.area_type}, {standing.period}): {group}"
    return f"{head}; spine: {place}; funnel: {_funnel(standing.funnel)}"


def _funnel(funnel: Funnel | NoFunnel) -> str:
    if isinstance(funnel, NoFunnel):
        return funnel.value
    limits = f"limits {funnel.lower:,.1f} to {funnel.upper:,.1f}"
    return f"{funnel.position.value} ({limits}; {funnel.outside:,} of {funnel.areas:,} areas lie outside theirs)"


def _row(period: str, mine: str, other: str, compared: str, published: str) -> str:
    return f"  {period:<14} {mine:<28} {other:<28} {compared:<14} {published}".rstrip()


def _figure(observation: Observation | None, interval: Interval) -> str:
    if observation is None or observation.value is None:
        return "no row" if observation is None else "missing"
    limits = "" if interval.lower is None else f" ({interval.lower:,.1f} to {interval.upper:,.1f})"
    return f"{observation.value:,.1f}{limits}"


def _compared(point: Point) -> str:
    return point.comparison.outcome.value


def _reasons(series: Series) -> Iterator[str]:
    for point in series.points:
        if point.comparison.reason:
            yield f"not compared where {point.comparison.reason}"
