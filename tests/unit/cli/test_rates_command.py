from __future__ import annotations

import csv
import gc
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from thinking_together.analysis.rates import directly_standardised_rate
from thinking_together.cli import build
from thinking_together.cli.rates import computed
from thinking_together.cli.rates_answer import Asked, RateKind, in_json
from thinking_together.cli.rates_file import CountsFile
from thinking_together.core.tabular.limits import Limits
from thinking_together.core.tabular.problems import Problems

USUAL_COLLECTIONS = (700, 10, 10)
RATES = "numerator,denominator\n65,100\n0,1000\n5,0\n12.5,1000\n"
DSR = (
    "group,numerator,denominator,standard\n"
    "west,12,7000,5500\neast,2,700,5500\nwest,50,6500,5500\neast,1,600,5500\nwest,30,6000,6000\nnorth,40,0,5500\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def _run(content: str | bytes, *options: str, name: str = "counts.csv") -> Result:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return CliRunner().invoke(build("rates"), ["rates", str(path), *options])

    return _run


def rows_of(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
    return found


def refused(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.output
    return result.stderr


def test_rates_come_back_in_order(run: Any) -> None:
    first, zero, none, part = rows_of(run(RATES, "--kind", "rate", "--multiplier", "100", "--json"))
    assert (first["value"], round(first["lower"], 2), round(first["upper"], 2)) == (65.0, 50.16, 82.85)
    assert first["method"] == "Byar"
    assert (zero["value"], zero["lower"], zero["method"]) == (0.0, 0.0, "exact Poisson")
    assert (none["value"], none["lower"], none["upper"]) == (None, None, None)
    assert none["method"] == "no value: denominator is 0"
    assert part["numerator"] == 12.5


def test_the_document_says_what_was_asked(run: Any) -> None:
    document = json.loads(run(RATES, "--kind", "rate", "--confidence", "0.998", "--json").stdout)
    assert {k: document[k] for k in document if k != "rows"} == {
        "kind": "rate",
        "confidence": 0.998,
        "multiplier": 100000,
    }


def test_csv_is_the_default_and_reads_back(run: Any) -> None:
    result = run(RATES, "--kind", "rate", "--multiplier", "100")
    sheet = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(sheet[0]) == ["numerator", "denominator", "value", "lower", "upper", "method"]
    assert [row["value"] for row in sheet] == ["65.0", "0.0", "", "1.25"]
    assert [row["numerator"] for row in sheet] == ["65", "0", "5", "12.5"]


def test_proportions(run: Any) -> None:
    one, other, none = rows_of(run("numerator,denominator\n0,20\n20,20\n3,0\n", "--kind", "proportion", "--json"))
    assert (one["value"], one["lower"], round(one["upper"], 4)) == (0.0, 0.0, 0.1611)
    assert (other["value"], other["upper"], other["method"]) == (1.0, 1.0, "Wilson score")
    assert none["method"] == "no value: denominator is 0"


def test_standardised_rates_by_group_in_order_of_first_appearance(run: Any) -> None:
    west, east, north = rows_of(run(DSR, "--kind", "dsr", "--json"))
    assert [r["group"] for r in (west, east, north)] == ["west", "east", "north"]
    expected = directly_standardised_rate([12, 50, 30], [7000, 6500, 6000], [5500, 5500, 6000])
    assert (west["value"], west["lower"], west["upper"]) == (expected.value, expected.lower, expected.upper)
    assert (west["numerator"], west["denominator"]) == (92, 19500)
    assert (east["value"], east["method"]) == (None, "no value: total count is below 10")
    assert (north["value"], north["method"]) == (None, "no value: denominator is 0")


def test_a_group_that_looks_like_a_formula_is_safe_in_csv_and_itself_in_json(run: Any) -> None:
    content = "group,numerator,denominator,standard\n=1+1,12,700,5500\n"
    assert "\n'=1+1,12," in run(content, "--kind", "dsr").stdout
    assert rows_of(run(content, "--kind", "dsr", "--json"))[0]["group"] == "=1+1"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfnumerator,denominator\r\n65,100\r\n",
        b' Numerator ,DENOMINATOR,area\n"65", 100 ,"Fern, north"\n\n',
        b"denominator,numerator\n1e2,6.5e1\n",
    ],
)
def test_files_as_people_have_them(run: Any, content: bytes) -> None:
    (only,) = rows_of(run(content, "--kind", "rate", "--multiplier", "100", "--json"))
    assert only["value"] == 65.0


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("-1,5", "counts.csv:3:numerator: -1 is negative"),
        ("1,-5", "counts.csv:3:denominator: -5 is negative"),
        ("NaN,5", "counts.csv:3:numerator: 'NaN' is not a number"),
        ("inf,5", "'inf' is not a number"),
        ("1e999,5", "too large"),
        ("1,1e-300", "too small"),
        ("a few,5", "'a few' is not a number"),
        ("1_000,5", "not a number"),
        ("٣,5", "not a number"),
        (",5", "counts.csv:3:numerator: the cell is empty"),
        ("1", "counts.csv:3:: 1 cells where the first line has 2"),
        ("1,2,3", "counts.csv:3:: 3 cells"),
        ('"1,000",5', "'1,000' is not a number"),
    ],
)
def test_a_bad_row_is_named_with_its_line(run: Any, row: str, what: str) -> None:
    assert what in refused(run(f"numerator,denominator\n1,2\n{row}\n3,4\n", "--kind", "rate", "--json"))


def test_lines_are_counted_as_in_the_file(run: Any) -> None:
    content = 'area,numerator,denominator\n"two\nlines",1,2\n\nx,-1,2\n'
    assert "counts.csv:5:numerator" in refused(run(content, "--kind", "rate"))


def test_a_proportion_above_1_is_a_bad_row_but_a_rate_is_not(run: Any) -> None:
    content = "numerator,denominator\n1,2\n5,4\n"
    assert "counts.csv:3:numerator: the numerator 5 is greater" in refused(run(content, "--kind", "proportion"))
    assert run(content, "--kind", "rate").exit_code == 0


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("numerator,denominator\n", "no rows"),
        ("numerator;denominator\n1;2\n", "counts.csv:1:numerator: the column is missing"),
        ("numerator,denominator,numerator\n1,2,3\n", "the column stands twice"),
        ('numerator,denominator\n"1,2\n', "the CSV cannot be read"),
        ("numerator,denominator\n1,2\n".encode("utf-16"), "UTF-8"),
        (b"numerator,denominator\n1,2\n\xff,3\n", "line 3 is not UTF-8"),
        (b"numerator,denominator\n1,\x002\n", "null characters"),
    ],
)
def test_a_bad_file_is_told(run: Any, content: str | bytes, what: str) -> None:
    assert what in refused(run(content, "--kind", "rate"))


def test_columns_of_a_standardised_rate(run: Any) -> None:
    message = refused(run(RATES, "--kind", "dsr"))
    assert "group: the column is missing" in message
    assert "standard: the column is missing" in message
    empty = "group,numerator,denominator,standard\n,12,700,5500\n"
    assert "counts.csv:2:group: the cell is empty" in refused(run(empty, "--kind", "dsr"))
    weightless = "group,numerator,denominator,standard\na,12,700,0\nb,12,700,1\n"
    assert "counts.csv:2:: the standard population of 'a' is 0" in refused(run(weightless, "--kind", "dsr"))


def test_many_bad_rows_are_summed_up(run: Any) -> None:
    message = refused(run("numerator,denominator\n" + "x,1\n" * 50, "--kind", "rate"))
    assert len(message.splitlines()) == 21
    assert "30 more" in message


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "rate", "--confidence", "95"),
        ("--kind", "rate", "--confidence", "nan"),
        ("--kind", "rate", "--multiplier", "0"),
        ("--kind", "rate", "--multiplier", "nan"),
        ("--kind", "odds"),
        (),
    ],
)
def test_bad_options(run: Any, options: tuple[str, ...]) -> None:
    refused(run(RATES, *options))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        refused(CliRunner().invoke(build("rates"), ["rates", str(path), "--kind", "rate"]))


REPEATS = (
    "group,numerator,denominator,standard,frequencies\n"
    "west,52,7000,5500,40 6\nwest,120,6500,5500,90 12 2\nwest,30,6000,6000,30\neast,9,600,5500,9\neast,0,700,5500,\n"
)


def test_people_counted_more_than_once_widen_the_interval_of_a_standardised_rate(run: Any) -> None:
    west, east = rows_of(run(REPEATS, "--kind", "dsr", "--json"))
    counts, populations, standard = [52, 120, 30], [7000, 6500, 6000], [5500, 5500, 6000]
    wanted = directly_standardised_rate(counts, populations, standard, squared_events=[64, 156, 30])
    alone = directly_standardised_rate(counts, populations, standard)
    assert (west["value"], west["lower"], west["upper"]) == (wanted.value, wanted.lower, wanted.upper)
    assert alone.upper is not None
    assert west["upper"] > alone.upper
    assert west["method"] == "Dobson with Byar, variance of events that are not independent"
    assert east["value"] is None
    assert "independent" not in east["method"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("40 5", "these people have 50 events, the numerator is 52"),
        ("forty 6", "'forty 6' is not a list of whole numbers"),
        ("-40 46", "'-40 46' is not a list of whole numbers"),
        ("", "the cell is empty"),
    ],
)
def test_frequencies_that_do_not_fit_are_named_at_their_line(run: Any, cell: str, said: str) -> None:
    told = refused(run(REPEATS.replace("40 6", cell), "--kind", "dsr"))
    assert f"counts.csv:2:frequencies: {said}" in told
    assert "such as 12 3 1" in told or "check them" in told


def test_frequencies_are_passed_over_where_no_standardised_rate_is_asked_for(run: Any) -> None:
    assert run(REPEATS.replace("40 6", "forty"), "--kind", "rate").exit_code == 0
    assert "the column stands twice" in refused(run(REPEATS.replace("group,", "frequencies,"), "--kind", "dsr"))


@pytest.fixture
def collects_as_usual() -> Iterator[None]:
    """Garbage is looked for as often as where no tests run, which look seldom."""
    seldom = gc.get_threshold()
    gc.set_threshold(*USUAL_COLLECTIONS)
    yield
    gc.set_threshold(*seldom)


@pytest.mark.usefixtures("collects_as_usual")
def test_a_file_is_answered_in_the_memory_of_the_rows_computed_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thinking_together.cli.rates.AT_ONCE", 100)
    path = tmp_path / "counts.csv"
    path.write_text("numerator,denominator,note\n" + f"65,100,{'x' * 1000}\n" * 2000)
    counts, asked = CountsFile(path, grouped=False, share=False), Asked(RateKind.RATE, 0.95, 100_000)
    tracemalloc.start()
    told = sum(map(len, in_json(asked, computed(counts, asked, Problems()))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert min(told, path.stat().st_size) > 300_000
    assert peak < 250_000


def test_a_bad_row_at_the_end_of_a_long_file_leaves_nothing_answered(run: Any) -> None:
    assert "counts.csv:20002:numerator" in refused(
        run("numerator,denominator\n" + "65,100\n" * 20_000 + "x,1\n", "--kind", "rate")
    )


def test_a_file_of_groups_has_to_be_held_so_its_rows_are_limited(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thinking_together.cli.rates_file.USUAL", Limits(rows=6))
    assert run(DSR, "--kind", "dsr").exit_code == 0
    assert "more than 6 rows" in refused(run(DSR + "north,1,5,5\n", "--kind", "dsr"))
    assert run("numerator,denominator\n" + "65,100\n" * 9, "--kind", "rate").exit_code == 0


@pytest.mark.parametrize("name", ["a\u2028b", 'c"d', "é"])
def test_the_document_holds_the_name_of_a_group_as_it_is(run: Any, name: str) -> None:
    cell = name.replace('"', '""')
    (only,) = rows_of(run(f'group,numerator,denominator,standard\n"{cell}",12,700,5500\n', "--kind", "dsr", "--json"))
    assert only["group"] == name
