from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.quantiles import quantiles, worst_is_highest

# Published results (Crown copyright, Open Government Licence): PHEindicatormethods, fd_quantiles.csv, the deciles that
# Fingertips' own tool gave within regions: deaths from cancer under 75, women, low is good, value and decile.
NORTH_EAST = [
    (118.7460481, 10),
    (131.2778276, 9),
    (137.109864, 8),
    (137.7256526, 7),
    (138.9005229, 6),
    (143.263302, 6),
    (145.5966707, 5),
    (146.6971262, 4),
    (153.6912833, 3),
    (155.763081, 2),
    (157.1222286, 1),
    (171.2170455, 1),
]
YORKSHIRE_AND_THE_HUMBER = [
    (106.2196367, 10),
    (107.1817199, 9),
    (119.6328067, 9),
    (120.9548578, 8),
    (123.5376538, 7),
    (128.8445743, 7),
    (130.1475636, 6),
    (131.0167116, 5),
    (132.6330397, 5),
    (133.0932415, 4),
    (133.712218, 3),
    (137.7652704, 3),
    (142.4480172, 2),
    (148.1834709, 1),
    (161.9107123, 1),
]
WEST_MIDLANDS = [
    (111.2479733, 10),
    (112.3237581, 9),
    (115.0167074, 8),
    (116.2519168, 8),
    (116.6455279, 7),
    (119.4716513, 6),
    (123.0199794, 6),
    (125.8064622, 5),
    (129.8919075, 4),
    (130.5502616, 3),
    (133.4014926, 3),
    (137.887297, 2),
    (138.801741, 1),
    (149.6581331, 1),
]
NORTH_WEST = [
    (108.0261348, 10),
    (109.3386904, 10),
    (118.8005077, 9),
    (121.5247151, 9),
    (121.8294663, 8),
    (124.0868338, 8),
    (125.4181185, 7),
    (127.8491319, 7),
    (128.5150288, 7),
    (137.5177858, 6),
    (138.8511662, 6),
    (139.8916416, 5),
    (140.9679004, 5),
    (141.7391184, 4),
    (142.224861, 4),
    (142.8628064, 4),
    (144.8567778, 3),
    (146.6575374, 3),
    (150.629246, 2),
    (151.4339467, 2),
    (159.6274193, 1),
    (168.730312, 1),
    (182.0689603, 1),
]


@pytest.mark.parametrize("region", [NORTH_EAST, YORKSHIRE_AND_THE_HUMBER, WEST_MIDLANDS, NORTH_WEST])
def test_deciles_as_published(region: list[tuple[float, int]]) -> None:
    values, deciles = zip(*region, strict=True)
    assert quantiles(values, 10, worst_is_highest(Polarity.LOW_IS_GOOD)) == deciles
    assert quantiles(values[::-1]) == deciles[::-1]


def test_group_1_is_the_worst_where_there_is_one() -> None:
    assert worst_is_highest(Polarity.LOW_IS_GOOD)
    assert not worst_is_highest(Polarity.HIGH_IS_GOOD)
    assert not worst_is_highest(Polarity.NO_JUDGEMENT)
    assert quantiles([10, 20, 30, 40], 2, highest_first=False) == (1, 1, 2, 2)
    assert quantiles([10, 20, 30, 40], 2, highest_first=True) == (2, 2, 1, 1)


def test_equal_values_share_the_group_of_the_first() -> None:
    assert quantiles([5, 5, 5, 5, 9, 9], 3, highest_first=False) == (1, 1, 1, 1, 3, 3)
    assert quantiles([5, 5, 5, 5, 9, 9], 3, highest_first=True) == (2, 2, 2, 2, 1, 1)


def test_what_is_missing_has_no_group_and_counts_for_none() -> None:
    assert quantiles([1, None, 2, math.nan], 2, highest_first=False) == (1, None, 2, None)
    assert quantiles([-1.5, 0.0], 2, highest_first=False) == (1, 2)


def test_fewer_areas_than_groups_have_none() -> None:
    assert quantiles([3, 1, 2, None], 4) == (None,) * 4
    assert quantiles([], 2) == ()


numbers = st.lists(st.integers(-30, 30) | st.none(), min_size=1, max_size=60)


@given(numbers, st.integers(2, 10), st.booleans())
def test_groups_by_their_definition(values: list[int | None], parts: int, highest_first: bool) -> None:
    """The technical guide's formula on exact fractions."""
    known = [v for v in values if v is not None]
    found = quantiles(values, parts, highest_first)
    for value, group in zip(values, found, strict=True):
        if value is None or len(known) < parts:
            assert group is None
            continue
        rank = 1 + sum(v > value if highest_first else v < value for v in known)
        assert group == parts + 1 - math.ceil((len(known) + 1 - rank) / Fraction(len(known), parts))


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50), st.integers(2, 5))
def test_a_higher_value_is_never_in_a_lower_group(values: list[float], parts: int) -> None:
    found = quantiles(values, parts, highest_first=False)
    if len(values) >= parts:
        in_order = [group for _, group in sorted(zip(values, found, strict=True))]
        assert in_order == sorted(in_order)  # type: ignore[type-var]
        assert set(found) <= set(range(1, parts + 1))


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=60, unique=True), st.integers(2, 10))
def test_groups_without_ties_are_as_equal_as_can_be(values: list[int], parts: int) -> None:
    if len(values) >= parts:
        sizes = np.bincount(quantiles(values, parts), minlength=parts + 1)[1:]
        assert sizes.max() - sizes.min() <= 1


@pytest.mark.parametrize("invert", [True, False])
def test_groups_agree_with_the_fields_package(invert: bool) -> None:
    """47 areas with ties."""
    import pandas as pd
    from PHStatsMethods import ph_quantile

    values = np.random.default_rng(7).integers(0, 25, 47).astype(float)
    for parts in (2, 4, 5, 10):
        theirs = ph_quantile(pd.DataFrame({"v": values}), "v", nquantiles=parts, invert=invert)
        assert list(quantiles(values, parts, invert)) == theirs["quantile"].tolist()


@pytest.mark.parametrize(
    ("values", "parts", "message"),
    [([1, 2], 1, "parts is 1"), ([[1, 2], [3, 4]], 2, "one finite number"), ([1, math.inf], 2, "one finite number")],
)
def test_what_cannot_be_grouped_is_refused(values: object, parts: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        quantiles(values, parts)  # type: ignore[arg-type]
