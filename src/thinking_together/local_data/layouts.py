"""Which column of a download is which, however its heading is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thinking_together.local_data.observation import Layout

# The 27 columns of a Fingertips download in order, by the name of the field each fills. The heading of column
# 23 names the parent ("Compared to Region value or percentiles") and so varies.
FINGERTIPS: tuple[tuple[str, str], ...] = (
    ("indicator", "Indicator ID"),
    ("name", "Indicator Name"),
    ("parent", "Parent Code"),
    ("parent_name", "Parent Name"),
    ("area", "Area Code"),
    ("area_name", "Area Name"),
    ("area_type", "Area Type"),
    ("sex", "Sex"),
    ("age", "Age"),
    ("category_type", "Category Type"),
    ("category", "Category"),
    ("period", "Time period"),
    ("value", "Value"),
    ("lower95", "Lower CI 95.0 limit"),
    ("upper95", "Upper CI 95.0 limit"),
    ("lower998", "Lower CI 99.8 limit"),
    ("upper998", "Upper CI 99.8 limit"),
    ("count", "Count"),
    ("denominator", "Denominator"),
    ("note", "Value note"),
    ("recent_trend", "Recent Trend"),
    ("compared_england", "Compared to England value or percentiles"),
    ("compared_parent", "Compared to parent value or percentiles"),
    ("sortable", "Time period Sortable"),
    ("new_data", "New data"),
    ("compared_goal", "Compared to goal"),
    ("period_range", "Time period range"),
)
SHORT: tuple[tuple[str, str], ...] = (
    ("area", "area_code"),
    ("area_name", "area_name"),
    ("period", "period"),
    ("value", "value"),
    ("name", "indicator"),
    ("measure", "measure"),
    ("unit", "unit"),
    ("compared_england", "significance"),
)
# Without these a row cannot be told from its neighbour (a decile from its area, one age from another).
NEEDED = {
    "indicator": "Indicator ID",
    "name": "Indicator Name",
    "area": "Area Code",
    "area_name": "Area Name",
    "sex": "Sex",
    "age": "Age",
    "category_type": "Category Type",
    "category": "Category",
    "period": "Time period",
    "value": "Value",
}
NUMBERS = ("value", "lower95", "upper95", "lower998", "upper998", "count", "denominator")
_OLDER_HEADINGS = {"lowercilimit": "lower95", "uppercilimit": "upper95"}
_COMPARED_PARENT = re.compile(r"comparedto\w*valueorpercentiles")


@dataclass(frozen=True, slots=True)
class Header:
    """Field name to place in the row, and what was not understood."""

    layout: Layout
    places: dict[str, int]
    headings: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    ignored: tuple[str, ...]

    def heading(self, field: str) -> str:
        """The heading as the file writes it."""
        return self.headings[self.places[field]] if field in self.places else field


def read_header(cells: Sequence[str]) -> Header:
    """Recognises the layout: the short one by ``period`` without an indicator ID, else Fingertips."""
    headings = tuple(cell.strip() for cell in cells)
    keys = [_key(heading) for heading in headings]
    short = {_key(heading): field for field, heading in SHORT}
    if "areacode" in keys and "period" in keys and "indicatorid" not in keys:
        needed = {field: heading for field, heading in SHORT if field not in ("measure", "unit")}
        return _header(Layout.SHORT, headings, [short.get(key) for key in keys], needed)
    known = {_key(heading): field for field, heading in FINGERTIPS} | _OLDER_HEADINGS
    fields = [known.get(key) or _parent_comparison(key) for key in keys]
    layout = Layout.FINGERTIPS_NEW if "period_range" in fields else Layout.FINGERTIPS_OLD
    return _header(layout, headings, fields, NEEDED)


def _header(layout: Layout, headings: tuple[str, ...], fields: list[str | None], needed: dict[str, str]) -> Header:
    named = [field for field in fields if field]
    return Header(
        layout,
        {field: fields.index(field) for field in named},
        headings,
        tuple(heading for field, heading in needed.items() if field not in named),
        tuple(sorted({headings[fields.index(f)] for f in named if named.count(f) > 1})),
        tuple(heading for heading, field in zip(headings, fields, strict=True) if not field),
    )


def _key(heading: str) -> str:
    """Letters and digits only: the site, its interface and the R package write headings differently."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def _parent_comparison(key: str) -> str | None:
    return "compared_parent" if _COMPARED_PARENT.fullmatch(key) else None
