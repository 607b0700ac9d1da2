"""Agreement of reviewers: counted from the log, and *not computable* where it is."""

from __future__ import annotations

from datetime import date

import pytest

from thinking_together.literature import rows
from thinking_together.literature.agreement import agreement_at, stages_twice, told
from thinking_together.literature.review import Review


def review(*decisions: tuple[str, str, str]) -> Review:
    screening = [rows.ScreeningRow(r, p, "title", d, date(2023, 3, 1)) for r, p, d in decisions]
    return Review([], [], [], screening, [], [], [])


def both(*counts: tuple[str, str, int]) -> Review:
    pairs = [(a, b) for a, b, n in counts for _ in range(n)]
    return review(*((f"r{i}", p, d) for i, pair in enumerate(pairs) for p, d in zip("ab", pair, strict=True)))


def test_percent_and_kappa_by_their_definition() -> None:
    """Agreement beyond what the reviewers' own shares of inclusion give by chance; published values: test_agreement."""
    found = agreement_at(
        both(
            ("include", "include", 60),
            ("include", "exclude", 10),
            ("exclude", "include", 5),
            ("exclude", "exclude", 25),
        ),
        "title",
    )
    chance = 0.70 * 0.65 + 0.30 * 0.35
    assert (found.agreeing, found.pairs, found.share.value) == (85, 100, 0.85)
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx((0.85 - chance) / (1 - chance))
    assert "95% bootstrap interval" in told(found)


def test_one_category_is_not_computable_and_says_so() -> None:
    found = agreement_at(both(("include", "include", 12)), "title")
    assert found.share.value == 1.0
    assert "Cohen's kappa not computable, as only one category was used" in told(found)


def test_records_of_one_reviewer_do_not_count_and_a_second_thought_does() -> None:
    found = review(("r1", "a", "include"), ("r1", "b", "exclude"), ("r2", "a", "include"))
    assert stages_twice(found) == ("title",)
    assert (agreement_at(found, "title").pairs, agreement_at(found, "title").share.units) == (1, 1)
    assert stages_twice(review(("r1", "a", "include"), ("r2", "b", "exclude"))) == ()


def test_three_reviewers_have_alpha_and_no_kappa() -> None:
    found = agreement_at(review(*(("r1", p, "include") for p in "abc"), *(("r2", p, "exclude") for p in "ab")), "title")
    assert (found.pairs, found.kappa) == (4, None)
    assert found.alpha.value == 1.0
