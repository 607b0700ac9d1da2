"""What a download holds and how one area stands beside another, as one JSON document."""

from __future__ import annotations

from collections import Counter
from typing import Any

from thinking_together.analysis.spine import NotDrawn
from thinking_together.local_data.funnels import Funnel, NoFunnel
from thinking_together.local_data.interval import Interval
from thinking_together.local_data.observation import Download, Observation
from thinking_together.local_data.series import Point, Series
from thinking_together.local_data.standing import NoStanding, Standing


def document(download: Download) -> dict[str, Any]:
    """Counts, indicators, areas and periods of a download."""
    observations = download.observations
    return {
        "file": download.file,
        "layout": download.layout.value,
        "columns": download.columns,
        "ignored_columns": list(download.ignored_columns),
        "rows": download.rows,
        "rows_one_field_short": download.short_rows,
        "observations": len(observations),
        "missing": download.missing,
        "category_rows": sum(not o.series.headline for o in observations),
        "indicators": _indicators(observations),
        "areas": [{"code": code, "name": name} for code, name in download.areas().items()],
        "periods": sorted({o.period for o in observations}),
    }


def _indicators(observations: tuple[Observation, ...]) -> list[dict[str, Any]]:
    rows = Counter(o.indicator for o in observations)
    missing = Counter(o.indicator for o in observations if o.value is None)
    found = []
    for indicator in rows:
        of = [o for o in observations if o.indicator == indicator]
        found.append(
            {
                "id": indicator or None,
                "name": of[0].name,
                "ages": list(dict.fromkeys(o.age for o in of)),
                "sexes": list(dict.fromkeys(o.sex for o in of)),
                "categories": list(dict.fromkeys(o.category for o in of if not o.series.headline)),
                "observations": rows[indicator],
                "missing": missing[indicator],
            }
        )
    return found


def series_document(series: Series) -> dict[str, Any]:
    """One series with every point, its trend and its place among other areas, or why there is none."""
    key, trend = series.key, series.trend
    return {
        "indicator": key.indicator or None,
        "name": series.name,
        "sex": key.sex,
        "age": key.age,
        "category_type": key.category_type,
        "category": key.category,
        "points": [_point(point) for point in series.points],
        "trend": {
            "direction": trend.direction.value,
            "meaning": trend.meaning.value,
            "why_not": trend.why_not or None,
            "from": trend.first,
            "to": trend.last,
            "published": trend.published or None,
        },
        "among": _among(series.standing),
    }


def _among(standing: Standing | NoStanding) -> dict[str, Any]:
    if isinstance(standing, NoStanding):
        return {"why_not": standing.value}
    drawn = standing.spine
    return {
        "why_not": None,
        "period": standing.period,
        "area_type": standing.area_type,
        "areas": standing.areas,
        "quintile": standing.quintile,
        "spine": {"position": None, "why_not": drawn.value}
        if isinstance(drawn, NotDrawn)
        else {"position": drawn, "why_not": None},
        "funnel": _funnel(standing.funnel),
    }


def _funnel(funnel: Funnel | NoFunnel) -> dict[str, Any]:
    if isinstance(funnel, NoFunnel):
        return {"position": None, "why_not": funnel.value}
    return {
        "position": funnel.position.value,
        "why_not": None,
        "lower": funnel.lower,
        "upper": funnel.upper,
        "outside": funnel.outside,
        "areas": funnel.areas,
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "period": point.period,
        **_figure(point.mine, point.interval),
        "against": _figure(point.other, point.other_interval),
        "comparison": {
            "outcome": point.comparison.outcome.value,
            "why_not": point.comparison.reason or None,
            "published": point.published or None,
        },
    }


def _figure(observation: Observation | None, interval: Interval) -> dict[str, Any]:
    return {
        "value": observation.value if observation else None,
        "lower": interval.lower,
        "upper": interval.upper,
        "interval": interval.method or None,
        "why_no_interval": interval.why_not.value if interval.why_not else None,
        "count": observation.count if observation else None,
        "denominator": observation.denominator if observation else None,
    }
