from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.disclosure import HOSPITAL, protect
from thinking_together.analysis.tables import RawCell, State
from thinking_together.local_data.codes import Place
from thinking_together.local_data.relations import relations_among


def at(age: str, indicator: str = "92796", sex: str = "persons", area: str = "X1", category: str = "whole") -> Place:
    return Place(indicator, area, sex, age, category, "2020/21")


def found(counts: dict[Place, float | None]) -> set[tuple[Place, tuple[Place, ...]]]:
    places = list(counts)
    return {(places[r.total], tuple(places[p] for p in r.parts)) for r in relations_among(places, counts)}


WHOLE = at("10-24", "90813")
BANDS = (at("10-14"), at("15-19"), at("20-24"))


def test_bands_that_tile_another_indicators_band_add_up() -> None:
    counts = {**dict(zip(BANDS, (34, 72, 38), strict=True)), WHOLE: 144}
    assert found(counts) == {(WHOLE, BANDS)}


def test_bands_that_leave_a_gap_or_differ_in_sum_do_not() -> None:
    assert found({BANDS[0]: 34, BANDS[2]: 38, WHOLE: 72}) == set()
    assert found({**dict(zip(BANDS, (34, 72, 39), strict=True)), WHOLE: 144}) == set()


def test_an_unknown_count_may_be_the_difference() -> None:
    assert found({**dict(zip(BANDS, (None, 72, 38), strict=True)), WHOLE: 144}) == {(WHOLE, BANDS)}
    assert found({**dict(zip(BANDS, (None, 72, 88), strict=True)), WHOLE: 144}) == set()
    assert found({**dict(zip(BANDS, (34, 72, 38), strict=True)), WHOLE: None}) == {(WHOLE, BANDS)}


def test_persons_are_males_and_females() -> None:
    female, male = at("all", sex="female"), at("all", sex="male")
    counts: dict[Place, float | None] = {at("all"): 20, female: 15, male: 5}
    assert found(counts) == {(at("all"), (female, male))}


def test_bands_of_one_sex_do_not_make_up_persons() -> None:
    females = tuple(at(band.age, sex="female") for band in BANDS)
    assert found({**dict(zip(females, (34, 72, 38), strict=True)), WHOLE: 144}) == set()


def test_areas_and_categories_are_not_mixed() -> None:
    female, male = at("all", sex="female", area="X2"), at("all", sex="male")
    assert found({at("all"): 20, female: 15, male: 5}) == set()
    decile = at("10-14", category="deciles.most")
    assert found({decile: 34, BANDS[1]: 72, BANDS[2]: 38, WHOLE: 144}) == set()


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_no_small_count_is_left_to_subtraction(parts: list[int]) -> None:
    counts: dict[Place, float | None] = {**dict(zip(BANDS, parts, strict=True)), WHOLE: sum(parts)}
    places = list(counts)
    cells = [RawCell((), counts[place]) for place in places]
    states = protect(cells, relations_among(places, counts), HOSPITAL)
    hidden = [place for place, state in zip(places, states, strict=True) if state is State.SUPPRESSED]
    assert len(hidden) != 1
    assert all(place in hidden for place in places if 0 < (counts[place] or 0) <= 7)
