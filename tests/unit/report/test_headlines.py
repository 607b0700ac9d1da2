"""A picture's title answers, from shown figures alone, and claims no more than they bear."""

from __future__ import annotations

import pytest
from tests.unit.report.test_charts import BARS, OPTIONS, SECTORS, count, hidden, share, table

from thinking_together.analysis.tables import Kind, State, Statistic, Table, dimension, keys
from thinking_together.report.charts.draw import draw
from thinking_together.report.charts.headline import headline, matrix_line
from thinking_together.report.charts.letters import fold, width_of

AREAS = dimension("area", "Area", [("E1", "England (all)"), ("X1", "Smallshire")])
YEARS = dimension("period", "Period", [(f"{y}/{y - 1999}", f"{y}/{y - 1999}") for y in range(2016, 2021)])


def rate(value: float, wide: float, **named: str) -> Statistic:
    return Statistic(keys(**named), Kind.RATE, State.SHOWN, value, value - wide, value + wide, 40, 10_000, 1e5)


def rates(mine: list[float], theirs: list[float], wide: float = 5.0) -> Table:
    cells = [
        rate(value, wide if area == "X1" else 1.0, area=area, period=code)
        for area, values in (("X1", mine), ("E1", theirs))
        for (code, _), value in zip(YEARS.values, values, strict=True)
    ]
    return table(*cells, dimensions=(AREAS, YEARS))


def test_where_something_is_hidden_the_title_speaks_of_what_is_shown() -> None:
    assert headline(BARS, "bars") == "Of those shown, On the job comes first with 60%, then First <aid> with 40%"
    whole = table(share(30, 50, option="job"), share(20, 50, option="aid"), share(0, 50, option="none"))
    assert headline(whole, "bars").startswith("On the job comes first with 60%")


def test_a_tie_names_all_that_are_first_or_claims_nothing() -> None:
    tied = table(share(30, 50, option="job"), share(30, 50, option="aid"), share(2, 50, option="none"))
    assert headline(tied, "bars").startswith("On the job and First <aid> come first with 60%")
    many = dimension("option", "Answer", [(f"o{n}", f"Answer {n}") for n in range(5)])
    alike = table(*(share(9, 50, option=f"o{n}") for n in range(5)), dimensions=(many,))
    assert headline(alike, "bars") == ""
    drawing = draw(alike)
    assert drawing is not None
    assert drawing.line == "Training received"


@pytest.mark.parametrize(
    ("mine", "word"),
    [(300.0, "higher"), (101.0, "similar"), (20.0, "lower")],
)
def test_rates_are_compared_by_the_interval_of_the_area(mine: float, word: str) -> None:
    told = headline(rates([mine] * 5, [100.0] * 5), "trend")
    assert told.startswith(f"Smallshire beside England: {word} in 2020/21")


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        ([100, 120, 140, 160, 180], "increasing over five years"),
        ([180, 160, 140, 120, 100], "decreasing over five years"),
        ([100, 101, 100, 101, 100], "no significant change over five years"),
    ],
)
def test_the_recent_trend_is_said_as_it_is_tested(mine: list[float], said: str) -> None:
    assert headline(rates(mine, [100.0] * 5), "trend").endswith(said)


def test_counts_are_added_up_only_where_none_is_hidden() -> None:
    rating = dimension("rating", "Rating", [("met", "Met"), ("not", "Not met")])
    cells = [count(n, rating=r, sector=s) for n, r, s in ((3, "met", "health"), (1, "not", "health"))]
    told = table(
        *cells, count(2, rating="met", sector="police"), count(0, rating="not", sector="police"),
        dimensions=(rating, SECTORS),
    )  # fmt: skip
    assert headline(told, "stacked") == "Of 6 respondents: 5 met and 1 not met"
    few = table(
        *cells, *(hidden(Kind.COUNT, rating=r, sector="police") for r in ("met", "not")), dimensions=(rating, SECTORS)
    )
    assert headline(few, "stacked") == ""


def test_the_answer_in_which_groups_are_furthest_apart() -> None:
    cells = [
        share(n, 40, option=o, sector=s)
        for s, numbers in (("health", (30, 6, 4)), ("police", (10, 8, 22)))
        for o, n in zip(("job", "aid", "none"), numbers, strict=True)
    ]
    told = headline(table(*cells, dimensions=(OPTIONS, SECTORS)), "stacked")
    assert told == "“On the job”: 75% of Health, 25% of Police"


def test_the_title_stands_in_the_picture_and_in_its_words() -> None:
    drawing = draw(BARS)
    assert drawing is not None
    assert drawing.line == headline(BARS, "bars")
    assert drawing.line in drawing.alt
    assert "Of those shown, On the job comes first" in drawing.svg


def test_a_matrix_counts_support_and_disagreement() -> None:
    told = matrix_line([("agreement", "agreement", "silence"), ("agreement", "dissonance", "silence")])
    assert told == "Each theme is supported by 1 to 2 of 3 phases; in 1 place a phase disagrees"
    assert matrix_line([("silence",)]) == ""


def test_no_word_is_lost_or_cut_where_lines_are_folded() -> None:
    words = "Assessment and care by professionals from extraordinarily-long-named sectors"
    lines = fold(words, 90, 13)
    assert " ".join(lines) == words
    assert all(width_of(line, 13) <= 90 or " " not in line for line in lines)
