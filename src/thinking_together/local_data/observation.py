"""One published figure of one area, and the download that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ENGLAND = "E92000001"


class Layout(StrEnum):
    """Which columns a download has."""

    FINGERTIPS_OLD = "fingertips_old"  # up to 26 columns, data rows sometimes one field short
    FINGERTIPS_NEW = "fingertips_new"  # 27 columns, with the length of the period
    SHORT = "short"  # area, period, value and published significance; no intervals, no counts


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What the points of one series have in common. Categories (deciles) are series of their own."""

    indicator: str
    sex: str
    age: str
    category_type: str
    category: str

    @property
    def headline(self) -> bool:
        """Whether the rows speak about the whole area, not about a category within it."""
        return not self.category_type and not self.category


@dataclass(frozen=True, slots=True)
class Parent:
    """An area under which another stands in the file, and how the source compares the two."""

    code: str
    name: str
    compared: str


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure as published; ``None`` where it is missing or suppressed, never 0.

    ``value`` and the limits are in the indicator's own unit. ``parents`` holds every one under which the
    area stands in the file. ``compared_england``, ``Parent.compared`` and ``recent_trend`` are what the source
    says, kept apart from what is computed here. ``line`` is where the row begins.
    """

    indicator: str
    name: str
    area: str
    area_name: str
    area_type: str
    sex: str
    age: str
    category_type: str
    category: str
    period: str
    value: float | None
    lower95: float | None = None
    upper95: float | None = None
    lower998: float | None = None
    upper998: float | None = None
    count: float | None = None
    denominator: float | None = None
    note: str = ""
    recent_trend: str = ""
    compared_england: str = ""
    sortable: str = ""
    new_data: str = ""
    compared_goal: str = ""
    period_range: str = ""
    measure: str = ""
    parents: tuple[Parent, ...] = ()
    line: int = 0

    @property
    def series(self) -> SeriesKey:
        return SeriesKey(self.indicator, self.sex, self.age, self.category_type, self.category)

    @property
    def identity(self) -> tuple[str, ...]:
        """Rows with the same identity are the same figure, whatever parent they stand under."""
        key = self.series
        return (
            key.indicator,
            self.area,
            key.sex,
            key.age,
            key.category_type,
            key.category,
            self.period,
            self.period_range,
        )

    @property
    def figures(self) -> tuple[float | None, ...]:
        """The numbers in which repeated rows of one observation must agree."""
        return (self.value, self.lower95, self.upper95, self.count, self.denominator)


@dataclass(frozen=True, slots=True)
class Download:
    """What one file holds. ``rows`` counts data rows, ``observations`` are distinct."""

    file: str
    layout: Layout
    columns: int
    rows: int
    short_rows: int
    missing: int
    observations: tuple[Observation, ...]
    ignored_columns: tuple[str, ...] = ()

    @property
    def repeated(self) -> int:
        """Rows that repeat an observation under another parent."""
        return self.rows - len(self.observations)

    def of_area(self, area: str) -> tuple[Observation, ...]:
        return tuple(o for o in self.observations if o.area == area)

    def areas(self) -> dict[str, str]:
        """Code and name of every area, in the order of the file."""
        names: dict[str, str] = {}
        for observation in self.observations:
            names.setdefault(observation.area, observation.area_name)
        return names
