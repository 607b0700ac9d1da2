"""Local data in the layout of a Fingertips download, several years of it.

Fernshire carries values that a real area's report published; its counts, populations, earlier years and the
comparator are invented. Intervals by Byar's approximation for age bands, as the real indicator has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from examples.generator.chance import Plan
from examples.generator.output import Output

HEADER = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,"
    "Compared to Region value or percentiles,Time period Sortable,New data,Compared to goal,Time period range"
)
FERNSHIRE = ("X06000001", "Fernshire", "UA")
COMPARATOR = ("X92000001", "England (invented comparator)", "Country")
YEARS = ("2016/17", "2017/18", "2018/19", "2019/20", "2020/21")
Z95, Z998 = 1.959964, 3.090232


@dataclass(frozen=True)
class Series:
    """Counts by year and a population for one age; ``value`` replaces the crude rate of the last year."""

    indicator: str
    age: str
    counts: tuple[int, ...]
    population: int
    value: float | None = None


NAMES = {
    "21001": "Emergency Hospital Admissions for Intentional Self-Harm",
    "90813": "Hospital admissions as a result of self-harm (10-24 years)",
    "92796": "Hospital admissions as a result of self-harm by age",
    "90812": "Hospital admissions for mental health conditions (<18 yrs)",
}


def local_series(plan: Plan) -> tuple[Series, ...]:
    """Fernshire's own counts."""
    everybody = 215 if plan.on(1) else 188
    youngest, teens, twenties = (40, 75, 29) if plan.on(1) else (22, 41, 26)
    values = (491.8, 1113.3) if plan.on(2) else (228.6, 671.4)
    if not plan.on(2):
        youngest, teens = 19, 45
    young = youngest + teens + twenties
    return (
        Series("21001", "All ages", (188, 196, 205, 209, everybody), 124_200, 172.4 if plan.on(2) else 260.0),
        Series("90813", "10-24 yrs", (96, 104, 117, 129, young), 20_970),
        Series("92796", "10-14 yrs", (20, 23, 28, 34, youngest), 8_133, values[0]),
        Series("92796", "15-19 yrs", (51, 55, 62, 68, teens), 6_737, values[1]),
        Series("92796", "20-24 yrs", (25, 26, 27, 27, twenties), 6_100),
        Series("90812", "<18 yrs", (19, 22, 21, 24, 23), 29_400),
    )


COMPARATOR_SERIES = (
    Series("21001", "All ages", (101_300, 103_900, 107_400, 106_800, 104_100), 57_400_000),
    Series("90813", "10-24 yrs", (40_900, 42_600, 44_300, 44_700, 43_400), 10_100_000),
    Series("92796", "10-14 yrs", (6_400, 6_900, 7_300, 7_500, 7_700), 3_350_000),
    Series("92796", "15-19 yrs", (20_100, 20_800, 21_400, 21_300, 20_700), 3_190_000),
    Series("92796", "20-24 yrs", (14_400, 14_900, 15_600, 15_900, 15_000), 3_560_000),
    Series("90812", "<18 yrs", (10_200, 10_600, 10_900, 11_000, 10_800), 12_300_000),
)


def write_local_data(plan: Plan, out: Output) -> None:
    name = "fernshire_indicators"
    lines = [HEADER]
    for area, series in ((COMPARATOR, COMPARATOR_SERIES), (FERNSHIRE, local_series(plan))):
        for one in series:
            lines += _lines(area, one)
    out.text(f"local_data/{name}.csv", "\n".join(lines) + "\n")
    out.rows(
        "local_data/datasets.csv",
        "name source licence retrieved policy invented url",
        [
            (
                name,
                "Fernshire public health profile (invented)",
                "Invented, free to use",
                "2023-03-14",
                "as_published",
                True,
                "",
            )
        ],
    )
    out.rows("local_data/indicators.csv", "indicator title unit multiplier polarity", _indicators())
    out.rows(
        "local_data/comparators.csv",
        "version area name source",
        [("invented_2023", "X92000001", "England (invented comparator)", "Invented for this example")],
    )


def _indicators() -> Iterator[tuple[str, str, str, int, str]]:
    yield "21001", "Emergency admissions for intentional self-harm", "admissions", 100_000, "no_judgement"
    yield "90813", "Admissions for self-harm", "admissions", 100_000, "no_judgement"
    yield "92796", "Admissions for self-harm, by age band", "admissions", 100_000, "no_judgement"
    yield "90812", "Admissions for mental health conditions", "admissions", 100_000, "no_judgement"


def _lines(area: tuple[str, str, str], series: Series) -> Iterator[str]:
    parent = ("", "") if area is COMPARATOR else COMPARATOR[:2]
    for year, count in zip(YEARS, series.counts, strict=True):
        crude = count / series.population * 100_000
        value = series.value if series.value is not None and year == YEARS[-1] else round(crude, 1)
        limits = [round(value * limit / count, 1) for z in (Z95, Z998) for limit in _byar(count, z)]
        cells = [
            series.indicator,
            _quoted(NAMES[series.indicator]),
            *parent,
            *area,
            "Persons",
            series.age,
            "",
            "",
            year,
        ]
        cells += [str(x) for x in (value, *limits, count, series.population)]
        cells += ["Invented", "Cannot be calculated", "Not compared", "Not compared", f"{year[:4]}0000", "", "", "1y"]
        yield ",".join(cells)


def _byar(count: int, z: float) -> tuple[float, float]:
    """Byar's limits for a count (Breslow and Day 1987)."""
    above = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    return lower, above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name
