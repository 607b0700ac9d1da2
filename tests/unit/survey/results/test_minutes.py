"""How long pages took people: read from counts in bands, and never of a few."""

from __future__ import annotations

import pytest
from tests.factories.surveys import questionnaire

from thinking_together.survey.figures.minutes import MEDIAN, UPPER, Minutes, Row, minutes_taken, quantile, taken_in
from thinking_together.survey.form.questionnaire import Part

HEALTH, POLICE = "health", "police"


def pages(path: str, people: int, edge: int, numbers: range = range(2, 6)) -> list[Row]:
    """As many people at each of some pages, all in one band."""
    return [(path, number, edge, people) for number in numbers]


def test_quantiles_of_grouped_data_lie_inside_their_band() -> None:
    """Worked by hand: L + (N q - F) / f * w."""
    bands = {5: 10, 10: 20, 15: 10}
    assert quantile(bands, MEDIAN) == 10 + (20 - 10) / 20 * 5
    assert quantile(bands, UPPER) == 15
    assert quantile({600: 8}, MEDIAN) == 600  # a band without an end
    assert quantile({0: 1}, MEDIAN) == 1


def test_a_path_is_the_sum_of_its_pages_to_half_a_minute() -> None:
    took = minutes_taken(questionnaire(), [*pages("everyone", 40, 10, range(1, 2)), *pages(HEALTH, 40, 30)])
    assert took == {HEALTH: {Part.CORE: Minutes(2.5, 3.0)}}  # 12.5 s, and four times 37.5 s


def test_pages_that_few_of_a_path_met_add_nothing() -> None:
    rows = pages(HEALTH, 40, 30)
    assert minutes_taken(questionnaire(), [*rows, (HEALTH, 6, 600, 15)]) == minutes_taken(questionnaire(), rows)


@pytest.mark.parametrize("few", [1, 9])
def test_a_path_of_few_people_is_not_shown_nor_what_would_tell_of_it(few: int) -> None:
    rows = [*pages(HEALTH, 60, 30), *pages("education", 30, 30), *pages(POLICE, few, 300)]
    took = minutes_taken(questionnaire(), rows)
    assert took.keys() == {HEALTH}
    assert minutes_taken(questionnaire(), pages(POLICE, 10, 300)).keys() == {POLICE}


def test_a_release_takes_a_path_in_when_enough_have_come() -> None:
    first = taken_in(pages(HEALTH, 20, 30), [], closing=False)
    more = [*pages(HEALTH, 29, 30), *pages(POLICE, 9, 60)]
    assert taken_in(more, first, closing=False) == first
    assert taken_in(more, first, closing=True) == first  # the last few would be told by subtraction
    assert set(taken_in(more, [], closing=True)) == set(more)
    assert set(taken_in(pages(HEALTH, 30, 30), first, closing=False)) == set(pages(HEALTH, 30, 30))
