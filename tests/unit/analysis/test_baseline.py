from __future__ import annotations

import pytest

from thinking_together.analysis.baseline import Rating, RatingGiven, Recommendation, summarise
from thinking_together.analysis.intervals import wilson

RECOMMENDATIONS = [Recommendation(f"1.14.{i}", "1.14") for i in range(1, 6)] + [Recommendation("1.15.1", "1.15")]
SAID = [Rating.MET, Rating.MET, Rating.PARTLY, Rating.NOT_MET, Rating.NOT_RELEVANT]
RATINGS = [RatingGiven(f"1.14.{i}", "trust", rating) for i, rating in enumerate(SAID, start=1)]


def test_share_met_of_what_is_relevant_and_rated() -> None:
    found, *_ = summarise(RECOMMENDATIONS, RATINGS, ["trust"])
    assert (found.section, found.agency) == ("1.14", "trust")
    assert (found.met, found.partly, found.not_met, found.not_relevant, found.not_answered) == (2, 1, 1, 1, 0)
    assert (found.relevant, found.recommendations) == (4, 5)
    assert (found.share_met, found.lower, found.upper) == pytest.approx([float(v) for v in wilson(2, 4)])


def test_no_answer_is_told_and_is_not_not_met() -> None:
    summaries = {(s.section, s.agency): s for s in summarise(RECOMMENDATIONS, RATINGS, ["trust", "council"])}
    assert list(summaries) == [("1.14", "trust"), ("1.14", "council"), ("1.15", "trust"), ("1.15", "council")]
    silent = summaries["1.14", "council"]
    assert (silent.not_answered, silent.relevant, silent.share_met, silent.lower) == (5, 0, None, None)


@pytest.mark.parametrize(
    ("ratings", "message"),
    [
        ([RatingGiven("9.9", "trust", Rating.MET)], "'9.9', which is not known"),
        ([RatingGiven("1.15.1", "bank", Rating.MET)], "agency 'bank' is not known"),
        ([RATINGS[0], RATINGS[0]], "'1.14.1' twice"),
    ],
)
def test_contradictions_are_named(ratings: list[RatingGiven], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        summarise(RECOMMENDATIONS, ratings, ["trust"])


def test_a_recommendation_that_stands_twice() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        summarise([RECOMMENDATIONS[0], RECOMMENDATIONS[0]], [], ["trust"])
