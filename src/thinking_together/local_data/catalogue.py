"""The catalogue entry of an indicator: what a reference may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from thinking_together.analysis.disclosure import AS_PUBLISHED, HOSPITAL, OPEN
from thinking_together.analysis.periods import when
from thinking_together.analysis.tables import Kind, Source, day
from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.local_data.codes import ALL_AGES, PERSONS, WHOLE, Place, age_label
from thinking_together.local_data.interval import PERCENT
from thinking_together.local_data.models import Dataset, Indicator
from thinking_together.local_data.observation import Observation
from thinking_together.local_data.queries import LocalData

PHASE = "local_data"
RATE, COUNT = "rate", "count"


def info_of(data: LocalData, indicator: Indicator) -> FigureInfo:
    """The entry, with every value that stands in the data."""
    datasets = data.datasets_of(indicator.code)
    return FigureInfo(
        phase=PHASE,
        name=indicator.code,
        title=indicator.title,
        kind=kind_of(indicator),
        unit=indicator.unit,
        dimensions=_dimensions(data, indicator),
        policy=strictest(datasets),
        source=source_of(data, datasets),
        rank="area",
        method="As published, with the published 95% interval or one computed from count and denominator",
    )


def kind_of(indicator: Indicator) -> Kind:
    return Kind.PROPORTION if indicator.multiplier == PERCENT else Kind.RATE


def strictest(datasets: Iterable[Dataset]) -> str:
    """The disclosure rule of figures that draw on several datasets."""
    policies = {dataset.policy for dataset in datasets}
    return next(p.name for p in (HOSPITAL, AS_PUBLISHED, OPEN) if p.name in policies or p is OPEN)


def source_of(data: LocalData, datasets: Iterable[Dataset]) -> Source:
    """Every source once, with the last day of retrieval."""
    datasets = tuple(datasets)
    return Source(
        name="; ".join(dict.fromkeys(d.source for d in datasets)),
        date=f"retrieved {day(max(d.retrieved for d in datasets))}" if datasets else "",
        url=next((d.url for d in datasets if d.url), ""),
        licence="; ".join(dict.fromkeys(d.licence for d in datasets)),
        invented=data.programme.invented or any(d.invented for d in datasets),
    )


def _dimensions(data: LocalData, indicator: Indicator) -> tuple[FigureDimension, ...]:
    places = data.by_indicator.get(indicator.code, [])
    at = {place: data.figures[place] for place in places}
    dimensions = [
        _dimension("area", "Area", at, lambda p, o: (p.area, o.area_name), data.programme.area_code),
        _dimension("sex", "Sex", at, lambda p, o: (p.sex, o.sex or "Sex not stated"), PERSONS),
        _dimension("age", "Age", at, lambda p, o: (p.age, age_label(o.age)), ALL_AGES),
        _dimension("category", "Category", at, _category, WHOLE),
        FigureDimension("period", "Period", _periods(places), required=True),
        FigureDimension("measure", "Measure", ((RATE, "Rate"), (COUNT, "Count")), default=RATE),
    ]
    others = tuple((i.code, i.title) for i in data.indicators if i.code != indicator.code)
    if others:
        dimensions.append(FigureDimension("of", "As a share of", others))
    if data.comparators:
        versions = tuple((version, version) for version in data.versions())
        dimensions.append(FigureDimension("among", "Beside the areas of", versions))
    return tuple(dimensions)


def _dimension(
    name: str,
    label: str,
    at: dict[Place, Observation],
    value: Callable[[Place, Observation], tuple[str, str]],
    usual: str,
) -> FigureDimension:
    """Left out, a key means its usual value or its only one; never several together, for rates do not add."""
    values: dict[str, str] = {}
    for place, observation in at.items():
        values.setdefault(*value(place, observation))
    default = usual if usual in values else next(iter(values)) if len(values) == 1 else None
    return FigureDimension(name, label, tuple(values.items()), default=default, required=default is None)


def _category(place: Place, observation: Observation) -> tuple[str, str]:
    kind = f"{observation.category} ({observation.category_type})"
    return place.category, "Whole area" if place.category == WHOLE else kind


def _periods(places: list[Place]) -> tuple[tuple[str, str], ...]:
    return tuple((period, period) for period in sorted({place.period for place in places}, key=when))
