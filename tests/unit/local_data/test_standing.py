from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.funnel import Position
from thinking_together.analysis.spine import NotDrawn
from thinking_together.local_data.fingertips import read_file
from thinking_together.local_data.funnels import Funnel, NoFunnel, funnel_of
from thinking_together.local_data.observation import ENGLAND, Observation
from thinking_together.local_data.series import series_of
from thinking_together.local_data.standing import NoStanding, Standing, peers_of, standing_of

LOW, HIGH, NEITHER = Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD, Polarity.NO_JUDGEMENT


def figure(area: str, count: float | None, of: float | None, per: float = 100_000.0, **more: object) -> Observation:
    value = count / of * per if count is not None and of else None
    observation = Observation(
        "90813", "Rate", area, area, "County & UA", "Persons", "10-24 yrs", "", "", "2021/22", value
    )
    return replace(observation, **({"count": count, "denominator": of} | more))  # type: ignore[arg-type]


AREAS = [
    figure("X06000001", 300, 100_000),
    figure("X06000002", 100, 100_000),
    figure("X06000003", 190, 100_000),
    figure("X06000004", 200, 100_000),
    figure("X06000005", 210, 100_000),
]
COUNTRY = figure(ENGLAND, 5000, 2_500_000, area_type="Country")


def standing(place: int, areas: list[Observation], polarity: Polarity = LOW) -> Standing | NoStanding:
    return standing_of(areas[place], peers_of(areas, areas), polarity)


def placed(place: int, areas: list[Observation], polarity: Polarity = LOW) -> Standing:
    found = standing(place, areas, polarity)
    assert isinstance(found, Standing)
    return found


def test_an_area_among_five() -> None:
    found = placed(0, [*AREAS, COUNTRY])
    assert (found.areas, found.area_type, found.period) == (5, "County & UA", "2021/22")
    assert (found.quintile, found.spine) == (1, -1.0)
    assert isinstance(found.funnel, Funnel)
    assert found.funnel.position is Position.ABOVE_OUTER
    assert (found.funnel.outside, found.funnel.areas) == (2, 5)
    assert found.funnel.lower == pytest.approx(173.2, abs=1.5)
    assert found.funnel.upper == pytest.approx(228.7, abs=1.5)


def test_which_way_is_good() -> None:
    assert placed(0, [*AREAS, COUNTRY], HIGH).spine == 1.0
    assert placed(0, [*AREAS, COUNTRY], HIGH).quintile == 5
    assert placed(0, [*AREAS, COUNTRY], NEITHER).spine == 1.0


def test_only_areas_of_the_same_type_series_and_period_count() -> None:
    others = [
        figure("X12000001", 900, 100_000, area_type="Region"),
        figure("X06000006", 900, 100_000, age="15-19 yrs"),
        figure("X06000007", 900, 100_000, period="2020/21"),
        figure("X06000008", 900, 100_000, category="Most deprived decile"),
        figure("X06000009", None, None),
    ]
    assert placed(0, [*AREAS, COUNTRY, *others]) == placed(0, [*AREAS, COUNTRY])


def test_without_england_there_is_no_spine_and_with_four_areas_no_quintile() -> None:
    found = placed(0, AREAS[:4])
    assert (found.spine, found.quintile, found.areas) == (NotDrawn.NO_ENGLAND, None, 4)


@pytest.mark.parametrize(
    ("areas", "reason"),
    [
        ([figure("X06000001", None, None), *AREAS[1:]], NoStanding.MISSING),
        ([replace(o, area_type="") for o in AREAS], NoStanding.NO_TYPE),
        ([AREAS[0], COUNTRY], NoStanding.ALONE),
        ([COUNTRY, *AREAS], NoStanding.ALONE),
    ],
)
def test_why_an_area_has_no_place(areas: list[Observation], reason: NoStanding) -> None:
    assert standing(0, areas) is reason


def test_shares_have_the_limits_of_shares() -> None:
    areas = [figure(o.area, o.count / 10, 100, 100.0) for o in AREAS]  # type: ignore[operator]
    found = funnel_of(areas[0], areas)
    assert isinstance(found, Funnel)
    assert found.position is Position.ABOVE_INNER
    assert (found.lower, found.upper) == pytest.approx((12.16, 27.84), abs=0.01)  # 20% of 100 people, by hand


def test_standardised_rates_are_placed_by_the_population_that_would_give_them() -> None:
    """Rates a tenth above the crude ones: the limits are those of 300 events at that rate."""
    areas = [replace(o, value=o.value * 1.1) for o in AREAS]  # type: ignore[operator]
    found = funnel_of(areas[0], areas)
    assert isinstance(found, Funnel)
    assert found.position is Position.ABOVE_OUTER
    assert (found.lower, found.upper) == pytest.approx((190.2, 251.9), abs=2.0)


def test_a_standardised_rate_of_few_events_is_not_placed() -> None:
    few = figure("X06000006", 9, 4500, value=220.0)
    areas = [*(replace(o, value=o.value * 1.1) for o in AREAS), few]  # type: ignore[operator]
    assert funnel_of(few, areas) is NoFunnel.NOT_PLACED
    other = funnel_of(areas[0], areas)
    assert isinstance(other, Funnel)
    assert other.areas == 5


@pytest.mark.parametrize(
    ("areas", "reason"),
    [
        ([replace(AREAS[0], count=None), *AREAS[1:]], NoFunnel.NO_COUNTS),
        ([replace(AREAS[0], denominator=0.0), *AREAS[1:]], NoFunnel.NO_COUNTS),
        ([replace(AREAS[0], value=-3.0), *AREAS[1:]], NoFunnel.NO_COUNTS),
        ([replace(AREAS[0], value=0.0), *AREAS[1:]], NoFunnel.NO_COUNTS),
        ([replace(o, value=46.0) for o in AREAS], NoFunnel.NOT_A_RATE),
        ([figure(o.area, 0, 1000) for o in AREAS], NoFunnel.NOT_A_RATE),
    ],
)
def test_why_an_area_has_no_place_on_the_funnel(areas: list[Observation], reason: NoFunnel) -> None:
    assert funnel_of(areas[0], areas) is reason


def test_a_count_of_0_among_crude_rates_is_placed() -> None:
    areas = [figure("X06000006", 0, 1000), *AREAS]
    found = funnel_of(areas[0], areas)
    assert isinstance(found, Funnel)
    assert (found.position, found.lower) == (Position.WITHIN, 0.0)


def test_150_real_areas(shared_data: Path) -> None:
    """Indicator 93356 in 2017: Bracknell Forest is similar to England, and lies within its limits."""
    download = read_file(shared_data / "fingertips_raw_download_indicator_93356.csv")
    first = series_of(download, "E06000036", ENGLAND, LOW)[0].standing
    assert isinstance(first, Standing)
    assert (first.period, first.areas, first.quintile) == ("2017", 150, 2)
    assert first.spine == pytest.approx(-0.16, abs=0.005)
    assert isinstance(first.funnel, Funnel)
    assert first.funnel.position is Position.WITHIN
    assert first.funnel.areas == 150
    values = [
        o for o in download.observations if o.series.headline and o.period == "2017" and o.area_type == "County & UA"
    ]
    higher = sum((o.value or 0) > 109.7 for o in values if o.age == "All ages")
    assert higher // 30 + 1 == 2  # the second fifth from the worst
