from __future__ import annotations

import pytest

from thinking_together.local_data.codes import age_code, age_label, category_code, is_national, sex_code


@pytest.mark.parametrize(
    ("text", "code", "label"),
    [
        ("10-24 yrs", "10-24", "10–24"),
        ("15-19 years", "15-19", "15–19"),
        ("All ages", "all", "All ages"),
        ("<18 yrs", "under_18", "under 18"),
        ("65+ yrs", "65_and_over", "65 and over"),
        ("School age", "school_age", "School age"),
        ("", "not_stated", "Age not stated"),
    ],
)
def test_ages(text: str, code: str, label: str) -> None:
    assert (age_code(text), age_label(text)) == (code, label)


def test_a_decile_of_one_kind_of_area_is_not_that_of_another() -> None:
    county, district = ("County & UA deciles", "Most deprived"), ("District & UA deciles", "Most deprived")
    assert category_code(*county) == "county_ua_deciles.most_deprived"
    assert category_code(*county) != category_code(*district)
    assert category_code("", "") == "whole"


def test_sexes() -> None:
    assert [sex_code(text) for text in ("Persons", "Female", "")] == ["persons", "female", "not_stated"]


@pytest.mark.parametrize(
    ("area", "national"),
    [("E92000001", True), ("X92000001", True), ("K02000001", True), ("E06000036", False), ("E12000008", False)],
)
def test_national_areas(area: str, national: bool) -> None:
    assert is_national(area) is national
