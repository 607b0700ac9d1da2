"""Pictures say in words what they show, and nothing that may not be shown."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from tests.unit.core.test_filing import room_for

from thinking_together.analysis.tables import Dimension, Kind, Source, State, Statistic, Table, dimension, keys
from thinking_together.report.charts.draw import draw, kind_of, matrix
from thinking_together.report.charts.frame import INVENTED_WORDS, opened
from thinking_together.report.charts.matrix import MatrixRow
from thinking_together.report.charts.words import LONGEST, describe

OPTIONS = dimension("option", "Training", [("job", "On the job"), ("aid", "First <aid>"), ("none", "None")])
SECTORS = dimension("sector", "Sector", [("health", "Health"), ("police", "Police")])


def share(n: float, of: float, **named: str) -> Statistic:
    return Statistic(keys(**named), Kind.PROPORTION, State.SHOWN, n / of, n / of - 0.05, n / of + 0.05, n, of)


def hidden(kind: Kind = Kind.PROPORTION, **named: str) -> Statistic:
    return Statistic(keys(**named), kind, State.SUPPRESSED)


def count(n: float, note: str = "", **named: str) -> Statistic:
    return Statistic(keys(**named), Kind.COUNT, State.SHOWN, n, None, None, n, note=note)


def table(*cells: Statistic, dimensions: tuple[Dimension, ...] = (OPTIONS,), invented: bool = True) -> Table:
    source = Source("Survey of Smallshire", "March 2023", invented=invented)
    return Table("Training received", cells[0].kind, "respondents", dimensions, cells, source, "survey")


BARS = table(share(30, 50, option="job"), share(20, 50, option="aid"), hidden(option="none"))


def test_the_alternative_text_holds_every_figure_and_says_what_is_not_shown() -> None:
    told = describe(BARS, "bars")
    assert told.startswith("INVENTED. Bar chart: Training received.")
    assert "On the job 60% (30 of 50)" in told
    assert "None too few to show" in told
    assert told.endswith("Not shown because too few people are behind them: 1.")


def test_a_large_table_is_told_by_its_extremes() -> None:
    many = dimension("option", "Answer", [(f"o{n}", f"A rather long answer number {n}") for n in range(60)])
    told = describe(table(*(share(n, 100, option=f"o{n}") for n in range(60)), dimensions=(many,)), "bars")
    assert len(told) < LONGEST
    assert "number 59 59%" in told
    assert "number 0 0%" in told
    assert "number 30 " not in told


def test_a_picture_carries_title_source_and_invented_in_itself() -> None:
    drawing = draw(BARS)
    assert drawing is not None
    for words in (INVENTED_WORDS, "Training received", "Source: Survey of Smallshire, March 2023", "too few to show"):
        assert words in drawing.svg
    real = draw(table(*BARS.statistics, invented=False))
    assert real is not None
    assert "INVENTED" not in real.svg + real.alt


def test_a_picture_drawn_again_is_the_same_and_is_kept(tmp_path: Path) -> None:
    first, again = draw(BARS, cache=tmp_path), draw(BARS, cache=tmp_path)
    fresh = draw(BARS)
    assert first == again == fresh
    assert [path.stem for path in tmp_path.iterdir()] == [first.key if first else ""]


def test_a_picture_that_cannot_be_kept_is_a_picture_all_the_same(tmp_path: Path) -> None:
    with room_for(10):
        drawing = draw(BARS, "bars", cache=tmp_path)
    assert drawing is not None
    assert drawing == draw(BARS, "bars")
    assert list(tmp_path.iterdir()) == []


def test_the_pixels_hold_no_words_beside_the_picture() -> None:
    drawing = draw(BARS)
    assert drawing is not None
    data, at, chunks = drawing.png(), 8, []
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks.append(data[at + 4 : at + 8])
        at += 12 + length
    assert set(chunks) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


def test_what_a_table_is_drawn_as() -> None:
    scale = dimension("option", "Answer", [("no", "Disagree"), ("mid", "Neither"), ("yes", "Agree")])
    likert = table(
        *(share(n, 40, option=o, sector="health") for o, n in (("no", 10), ("mid", 20), ("yes", 10))),
        *(hidden(option=o, sector="police") for o in ("no", "mid", "yes")),
        dimensions=(scale, SECTORS),
    )
    stages = dimension("stage", "Stage", [("found", "Found"), ("excluded", "Excluded"), ("not_yet", "Waiting")])
    flow = table(count(9, stage="found"), count(4, stage="excluded"), count(0, stage="not_yet"), dimensions=(stages,))
    assert kind_of(BARS) == "bars"
    assert kind_of(likert) == "stacked"
    assert kind_of(flow) == "flow"
    drawn = draw(flow)
    assert drawn is not None
    assert "Waiting" not in drawn.svg
    assert "Excluded" in drawn.svg
    stacked = draw(likert)
    assert stacked is not None
    assert "Too few to show" in stacked.svg


@pytest.mark.parametrize(
    "cells", [(share(1, 2, option="job"),), (hidden(option="job"), hidden(option="aid"))], ids=["single", "all hidden"]
)
def test_nothing_is_drawn_where_there_is_nothing_to_see(cells: tuple[Statistic, ...]) -> None:
    assert draw(table(*cells)) is None


def test_a_gap_in_the_map_says_so_and_is_not_just_pale() -> None:
    topics = dimension("topic", "Topic", [(t, t.capitalize()) for t in ("talk", "plan", "help", "apps")])
    people = dimension("audience", "Audience", [(a, a.capitalize()) for a in ("parents", "friends", "staff", "pupils")])
    cells = [count(0 if a == "friends" else 5, audience=a, topic=t) for a, _ in people.values for t, _ in topics.values]
    drawing = draw(table(*cells, dimensions=(people, topics)))
    assert drawing is not None
    assert drawing.svg.count(">none<") == 4
    assert "stroke-dasharray" in drawing.svg


def test_rates_over_time_break_where_a_year_is_not_shown() -> None:
    years = dimension("period", "Period", [(y, y) for y in ("2018/19", "2019/20", "2020/21")])
    rate = [
        Statistic(keys(period="2018/19"), Kind.RATE, State.SHOWN, 400.0, 380.0, 420.0, 40, 10_000, 1e5),
        hidden(Kind.RATE, period="2019/20"),
        Statistic(keys(period="2020/21"), Kind.RATE, State.SHOWN, 500.0, 480.0, 520.0, 50, 10_000, 1e5),
    ]
    drawing = draw(table(*rate, dimensions=(years,)))
    assert drawing is not None
    assert kind_of(table(*rate, dimensions=(years,))) == "trend"
    assert "too few" in drawing.svg
    assert ">500.0<" in drawing.svg


def test_the_matrix_tells_states_in_words() -> None:
    rows = (MatrixRow("Training & more", ("agreement", "dissonance", "silence")),)
    drawing = matrix("Which phases support it", ("A", "B", "C"), rows, invented=True)
    assert all(f">{word}<" in drawing.svg for word in ("supports", "disagrees", "silent"))
    assert "Training &amp; more" in drawing.svg
    assert "B dissonance" in drawing.alt


def test_a_drawing_must_be_svg() -> None:
    with pytest.raises(ValueError, match="not an SVG"):
        opened("<p>no</p>")
