from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.factories.texts import plain_texts

from thinking_together.core.tabular import (
    Code,
    CsvFile,
    FileRefused,
    Folder,
    FolderWriter,
    Limits,
    Reading,
    YamlFile,
    column,
)
from thinking_together.core.tabular.formula import guard, unguard


@dataclass(frozen=True, slots=True)
class Row:
    code: Code = column("A code", unique=True, defines="thing")
    title: str = column("A title", longest=40)
    day: date = column("A day")
    share: float | None = column("A share", default=None)
    people: int | None = column("How many", default=None)
    open: bool = column("Open or not", default=False)
    kind: Code = column("A kind", choices=("red", "blue"), default=Code("red"))
    likes: tuple[Code, ...] = column("Others", refers="thing", default=())


FILE = CsvFile("things/things.csv", Row, "Things.", required=True)
HEAD = "code,title,day,share,people,open,kind,likes\n"


def read(folder: Path, text: str | bytes) -> Reading:
    (folder / "things").mkdir(exist_ok=True)
    (folder / "things" / "things.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Reading(Folder(folder))


def test_rows_are_read_with_their_types_and_the_line_they_begin_on(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD + 'a,"two\nlines",2023-03-31,0.5,7,yes,blue,\nb,x,2023-04-01,,,no,red,a|b\n')
    rows = reading.rows(FILE)
    assert not reading.problems
    assert rows[0] == (2, Row(Code("a"), "two\nlines", date(2023, 3, 31), 0.5, 7, True, Code("blue"), ()))
    assert rows[1][0] == 4 and rows[1][1].likes == ("a", "b")


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        (b"", (None, None), "empty"),
        (b"\xff\xfe\x00", (1, None), "UTF-16"),
        ("code,title\na,b\n", (1, "day"), "column is missing"),
        (HEAD.replace("likes", "hates"), (1, "hates"), "not known"),
        (HEAD.replace("likes", "likes,likes"), (1, "likes"), "twice"),
        (HEAD + "a,b\n", (2, None), "2 cells"),
        (HEAD + "a b,t,2023-03-31,,,no,red,\n", (2, "code"), "not a code"),
        (HEAD + "a,t,31/03/2023,,,no,red,\n", (2, "day"), "not a date"),
        (HEAD + "a,t,2023-03-31,nan,,no,red,\n", (2, "share"), "not a number"),
        (HEAD + "a,t,2023-03-31,,1e9,no,red,\n", (2, "people"), "not a whole number"),
        (HEAD + "a,t,2023-03-31,,,maybe,red,\n", (2, "open"), "neither yes nor no"),
        (HEAD + "a,t,2023-03-31,,,no,green,\n", (2, "kind"), "not one of"),
        (HEAD + "a,t,2023-03-31,,,no,red,zzz\n", (2, "likes"), "unknown thing"),
        (HEAD + "a,,2023-03-31,,,no,red,\n", (2, "title"), "empty"),
        (HEAD + f"a,{'t' * 41},2023-03-31,,,no,red,\n", (2, "title"), "at most 40"),
        (HEAD + "a,t,2023-03-31,,,no,red,\na,t,2023-03-31,,,no,red,\n", (3, "code"), "already on line 2"),
        (HEAD + 'a,"t,2023-03-31,,,no,red,\n', (2, None), "CSV cannot be read"),
        (HEAD + "a,t\x00,2023-03-31,,,no,red,\n", (2, None), "null characters"),
    ],
)
def test_each_problem_is_named_at_its_place(tmp_path: Path, text: str, place: tuple, told: str) -> None:
    reading = read(tmp_path, text)
    reading.rows(FILE)
    problem = reading.problems.found[0]
    assert problem.file == "things/things.csv"
    assert (problem.row, problem.column) == place
    assert told in problem.what
    assert problem.remedy


def test_a_needed_file_that_is_missing_is_a_problem_and_an_optional_one_is_not(tmp_path: Path) -> None:
    reading = Reading(Folder(tmp_path))
    assert reading.rows(FILE) == []
    assert "missing" in reading.problems.found[0].what
    other = Reading(Folder(tmp_path))
    assert other.rows(CsvFile("x.csv", Row, "X.")) == []
    assert not other.problems


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "a/../../b", "a\\b"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused):
        Folder(tmp_path).path(name)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.csv").symlink_to(tmp_path / "secret")
    reading = Reading(Folder(inside))
    assert reading.text("link.csv", required=True) is None
    assert "link" in reading.problems.found[0].what


def test_a_file_past_the_size_is_refused_without_being_read(tmp_path: Path) -> None:
    (tmp_path / "big.csv").write_bytes(b"x" * 2000)
    reading = Reading(Folder(tmp_path, Limits(document=1000)))
    assert reading.text("big.csv") is None
    assert "at most" in reading.problems.found[0].what


def test_a_mapping_is_read_and_its_unknown_keys_are_named(tmp_path: Path) -> None:
    file = YamlFile("x.yaml", Row, "X.")
    (tmp_path / "x.yaml").write_text("code: a\ntitle: yes\nday: 2023-03-31\ncolour: red\n")
    reading = Reading(Folder(tmp_path))
    assert reading.mapping(file) is None
    assert [p.column for p in reading.problems.found] == ["colour"]


@pytest.mark.parametrize("text", ["a: [", "- a\n- b\n", "a: !!python/name:os.system x", "code: &a x\ntitle: *a"])
def test_yaml_that_is_broken_or_runs_something_is_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.yaml").write_text(text)
    reading = Reading(Folder(tmp_path))
    assert reading.mapping(YamlFile("x.yaml", Row, "X.")) is None
    assert reading.problems


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_text_is_written_so_that_a_spreadsheet_runs_it_and_all_read_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


TEXTS = plain_texts(min_size=1, max_size=40)
ROWS = st.builds(
    Row,
    st.from_regex(r"[a-z][a-z0-9_.\-]{0,6}", fullmatch=True).map(Code),
    TEXTS,
    st.dates(),
    st.none() | st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: float(f"{x:.6f}")),
    st.none() | st.integers(1 - 2**31, 2**31 - 1),
    st.booleans(),
    st.sampled_from([Code("red"), Code("blue")]),
)


@given(rows=st.lists(ROWS, unique_by=lambda row: row.code, max_size=8))
def test_rows_that_are_written_read_back_equal(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    folder = tmp_path_factory.mktemp("rows")
    FILE.write(FolderWriter(folder), rows)
    reading = Reading(Folder(folder))
    assert reading.values(FILE) == rows
    assert not reading.problems


def test_a_needed_mapping_that_is_empty_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("")
    reading = Reading(Folder(tmp_path))
    assert reading.mapping(YamlFile("empty.yaml", Row, "A thing.", required=True)) is None
    assert reading.problems.found[0].file == "empty.yaml"


def test_a_bad_row_past_the_most_problems_told_is_left_out_too(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD + "".join(f"t{n},x,never,,,no,red,\n" for n in range(5)))
    reading.problems.limit = 2
    assert reading.rows(FILE) == []
    assert (len(reading.problems.found), reading.problems.count) == (2, 5)


@given(row=ROWS)
@example(row=Row(Code("a"), "0\x850 \u2028 end", date(2000, 1, 1)))
@example(row=Row(Code("a"), "0\xa0", date(2000, 1, 1)))
def test_a_mapping_that_is_written_reads_back_equal(tmp_path_factory: pytest.TempPathFactory, row: Row) -> None:
    folder = tmp_path_factory.mktemp("mapping")
    file = YamlFile("x.yaml", Row, "X.")
    file.write(FolderWriter(folder), row)
    reading = Reading(Folder(folder))
    assert reading.mapping(file) == row, reading.problems.found
