"""Which counts of an area and period add up to which: what the disclosure rule must know.

Persons are males and females; an age band is the bands that tile it, also where another indicator holds them
(10–14, 15–19 and 20–24 beside 10–24). Nothing is added up to be shown; this only keeps a small count from being
found by subtraction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from thinking_together.analysis.tables import Relation
from thinking_together.local_data.codes import PERSONS, WHOLE, Place, band_of

Counts = Mapping[Place, float | None]


def relations_among(places: Sequence[Place], counts: Counts) -> tuple[Relation, ...]:
    """Relations among these places, by their index. ``counts`` may hold ``None`` where one is not known."""
    index = {place: at for at, place in enumerate(places)}
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if place.category == WHOLE:
            groups[place.area, place.period].append(place)
    found = []
    for group in groups.values():
        for total, parts in (*_by_sex(group), *_by_age(group)):
            if _may_add_up(counts[total], [counts[part] for part in parts]):
                found.append(Relation(index[total], tuple(index[part] for part in parts)))
    return tuple(found)


def _by_sex(group: list[Place]) -> Iterator[tuple[Place, list[Place]]]:
    for total in group:
        if total.sex != PERSONS:
            continue
        parts = [p for p in group if (p.indicator, p.age) == (total.indicator, total.age) and p.sex != PERSONS]
        if {p.sex for p in parts} == {"female", "male"}:
            yield total, parts


def _by_age(group: list[Place]) -> Iterator[tuple[Place, list[Place]]]:
    families: dict[tuple[str, str], dict[tuple[int, int], Place]] = defaultdict(dict)
    for place in group:
        band = band_of(place.age)
        if band:
            families[place.indicator, place.sex][band] = place
    for total in group:
        whole = band_of(total.age)
        for (_, sex), bands in families.items():
            if whole and sex == total.sex:
                parts = _tiles(whole, {band: p for band, p in bands.items() if p != total})
                if len(parts) > 1:
                    yield total, parts


def _tiles(whole: tuple[int, int], bands: dict[tuple[int, int], Place]) -> list[Place]:
    """The bands that follow each other from the first to the last year of the whole; none where they do not."""
    first, last = whole
    parts = []
    while first <= last:
        band = next((b for b in sorted(bands) if b[0] == first and b[1] <= last), None)
        if band is None:
            return []
        parts.append(bands[band])
        first = band[1] + 1
    return parts


def _may_add_up(total: float | None, parts: Sequence[float | None]) -> bool:
    """Whether the parts are, or with unknown ones may be, the whole; two indicators may define things apart."""
    known = sum(part for part in parts if part is not None)
    if total is None:
        return True
    return known == total if None not in parts else known <= total
