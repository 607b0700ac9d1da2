import pytest

from thinking_together.analysis.tables import Dimension, Kind, Source, State, Statistic, Table, keys
from thinking_together.evidence.excerpts import Excerpt
from thinking_together.evidence.formats import CannotShow, cell_text, number, show


def table(*statistics: Statistic, dimensions: tuple[Dimension, ...] = ()) -> Table:
    return Table("T", statistics[0].kind, "people", dimensions, statistics, Source("T"), "open")


def figure(
    kind: Kind, value: float | None, *rest: float, state: State = State.SHOWN, multiplier: float = 1
) -> Statistic:
    lower, upper, numerator, denominator = (*rest, None, None, None, None)[:4]
    return Statistic((), kind, state, value, lower, upper, numerator, denominator, multiplier)


SHARE = table(figure(Kind.PROPORTION, 144 / 215, 0.604, 0.729, 144, 215))
RATE = table(figure(Kind.RATE, 1113.3, 900.04, 1360.96, 100, 9000, multiplier=100_000))


@pytest.mark.parametrize(
    ("answer", "name", "argument", "shown"),
    [
        (SHARE, "percent", "", "67%"),
        (SHARE, "percent", "1", "67.0%"),
        (SHARE, "count", "", "144"),
        (SHARE, "n_of_total", "", "144 of 215"),
        (SHARE, "interval", "", "60% to 73%"),
        (RATE, "rate", "", "1,113.3 per 100,000"),
        (RATE, "interval", "", "900.0 to 1,361.0"),
        (table(figure(Kind.MEAN, 4.26)), "mean", "", "4.3"),
        (table(figure(Kind.COUNT, 1215)), "count", "", "1,215"),
    ],
)
def test_a_figure_is_shown_as_its_format_says(answer: Table, name: str, argument: str, shown: str) -> None:
    assert show(answer, name, argument) == shown


def test_a_list_names_the_largest_first() -> None:
    values = (("a", "Apples"), ("b", "Bread"), ("c", "Cheese"), ("d", "Dates"))
    cells = [
        Statistic(keys(option=code), Kind.COUNT, State.SHOWN, value)
        for code, value in zip("abcd", (2.0, 9.0, 4.0, 0.0), strict=True)
    ]
    answer = table(*cells, dimensions=(Dimension("option", "Option", values),))
    assert show(answer, "list") == "Bread, Cheese and Apples"
    assert show(answer, "list", "2") == "Bread and Cheese"


@pytest.mark.parametrize(
    ("answer", "name"), [(SHARE, "rate"), (RATE, "percent"), (SHARE, "list"), (SHARE, "shout"), (SHARE, "quote")]
)
def test_a_format_that_does_not_fit_is_refused(answer: Table, name: str) -> None:
    with pytest.raises(CannotShow):
        show(answer, name)


def test_a_suppressed_figure_is_shown_by_no_format() -> None:
    hidden = table(figure(Kind.PROPORTION, None, state=State.SUPPRESSED))
    for name in ("percent", "count", "n_of_total", "interval"):
        with pytest.raises(CannotShow):
            show(hidden, name)
    assert cell_text(hidden.statistics[0]) == "suppressed"


def test_a_passage_is_quoted_with_its_sector_where_that_may_be_named() -> None:
    passage = Excerpt("reflection", "reflection/s1/q1/1", 1, 0, 5, "Words", "Education", "quote", "second reader")
    assert show(passage, "quote") == "“Words” (Education)"


def test_numbers_round_half_up_and_never_show_minus_nought() -> None:
    assert [number(0.5), number(2.5), number(1234567.25, 1), number(-0.04, 1)] == ["1", "3", "1,234,567.3", "0"]
