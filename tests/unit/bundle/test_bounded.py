"""Bundles that try to fill the memory, read by a process of its own whose peak is looked at."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from tests.factories.bundles import small_bundle

from thinking_together.baseline.workbook import WorkbookLine
from thinking_together.baseline.workbook_writing import Cover, write_workbook

MEBIBYTE = 1024 * 1024
READ = """
import json, resource, sys
from pathlib import Path
from thinking_together.cli.django import django_ready
django_ready()
from django.conf import settings
from thinking_together.bundle.commands import BundleRefused, opened, read_bundle
def problems(path):
    try:
        with opened(Path(path)) as root:
            return list(map(str, read_bundle(root).problems.found))
    except BundleRefused as refused:
        return list(map(str, refused.problems.found))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
answers, before = {}, 0
for path, told in json.loads(sys.argv[1]):
    for name, value in told.items():
        setattr(settings, name, value)
    found = problems(path)
    before = before or peak()  # the first is a small one
    answers[Path(path).name] = [found[:20], peak() - before]
print(json.dumps(answers))
"""


@dataclass(frozen=True)
class Trap:
    """A bundle whose file ``name`` holds a piece over and over; what must be said of it."""

    told: str
    name: str
    before: bytes
    piece: bytes
    size: int  # MiB
    settings: dict[str, int] = field(default_factory=dict)

    def build(self, folder: Path) -> Path:
        path = small_bundle(folder) / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            out.write(self.before)
            for _ in range(self.size):
                out.write(self.piece * (MEBIBYTE // len(self.piece)))
        return folder


PEOPLE = b"code,sector\n"
CSV, YAML = "programme/participants.csv", "programme/programme.yaml"
USUAL = {"TT_BUNDLE_FILE_MIB": 200, "TT_BUNDLE_MIB": 500, "TT_BUNDLE_ROWS": 300_000}
TRAPS = {
    "a-field-of-200-mib": Trap("csv:3:sector: the row that begins on line 3", CSV, PEOPLE + b"p,health\np,", b"x", 199),
    "a-quote-that-never-ends": Trap("csv:2:code: a cell has more than 1,048,576", CSV, PEOPLE + b'"', b"x\n", 50),
    "a-header-without-end": Trap("csv:1:: the row that begins on line 1", CSV, b"", b"code,", 50),
    "nothing-but-line-ends": Trap("more than 300,000 lines", CSV, PEOPLE, b"\n", 30, {"TT_BUNDLE_ROWS": 30_000}),
    "a-file-past-the-size": Trap("has 31 MiB; at most 30 MiB", CSV, b"", b"x", 31, {"TT_BUNDLE_FILE_MIB": 30}),
    "too-many-lines-of-yaml": Trap("the file has 19 MiB; at most 1 MiB", YAML, b"", b"a: 1\n", 20),
    "deep-yaml": Trap("programme.yaml:1:: parts lie too deep", YAML, b"a: " + b"[" * 90_000, b" ", 0),
    "deep-questionnaire": Trap("too deep", "survey/questionnaire.yaml", b"a: " + b"[" * 90_000, b" ", 0),
    "deep-json": Trap("the JSON is broken", "datapackage.json", b"[" * 90_000, b" ", 0),
    "a-number-without-end": Trap("the JSON is broken", "datapackage.json", b'{"version": ' + b"1" * 9000, b"}", 0),
    "a-long-section": Trap("at most 16 MiB", "report/sections/01-scope.md", b"---\n", b"\n", 20),
    "a-long-record": Trap("at most 16 MiB", "literature/records.ris", b"", b"x", 20),
}


def a_million_rows(folder: Path) -> Path:
    with (small_bundle(folder) / CSV).open("w") as out:
        out.write("code,sector\n")
        out.writelines(f"p{n},health\n" for n in range(1_000_000))
    return folder


def a_sheet_of_empty_rows(folder: Path) -> Path:
    book = write_workbook((WorkbookLine("1.14.1", "Training"),), Cover("x", date(2023, 1, 1), False))
    rows = b"".join(b'<row r="%d"/>' % n for n in range(3, 1_048_577))
    target = small_bundle(folder) / "baseline/baseline.xlsx"
    target.parent.mkdir()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet2.xml"):
                content = content.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(part, content)
    return folder


def an_archive_of_zeros(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(4):
            archive.writestr(f"{n}.csv", bytes(20 * MEBIBYTE))
    return path


def no_plain_files(folder: Path) -> Path:
    small_bundle(folder)
    (folder / "programme/partners.csv").unlink()
    os.mkfifo(folder / "programme/partners.csv")
    (folder / "network").symlink_to("/etc")
    (folder / "evil.csv").symlink_to("/etc/passwd")
    return folder


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], int]]:
    """What one process says of all bundles, and by how many MiB each has raised its peak above that of a small one."""
    room = tmp_path_factory.mktemp("hostile")
    paths = [
        (small_bundle(room / "small"), USUAL),
        *((trap.build(room / name), USUAL | trap.settings) for name, trap in TRAPS.items()),
        (a_million_rows(room / "a-million-rows"), USUAL | {"TT_BUNDLE_ROWS": 30_000}),
        (an_archive_of_zeros(room / "bomb.zip"), {"TT_BUNDLE_MIB": 64}),
        (no_plain_files(room / "no-plain-files"), USUAL),
        (a_sheet_of_empty_rows(room / "sheet"), USUAL),
    ]
    done = subprocess.run(
        [sys.executable, "-c", READ, json.dumps([(str(path), told) for path, told in paths])],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TT_VAR": str(room)},
    )
    shutil.rmtree(room)
    assert done.returncode == 0, done.stderr
    return {name: (told, growth) for name, (told, growth) in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", TRAPS)
def test_a_file_that_would_fill_the_memory_is_refused_in_little_of_it(
    name: str, answers: dict[str, tuple[list[str], int]]
) -> None:
    problems, growth = answers[name]
    assert any(TRAPS[name].told in problem for problem in problems), problems[:5]
    assert growth < 150


def test_a_million_rows_are_refused_at_the_most_that_are_read(answers: dict[str, tuple[list[str], int]]) -> None:
    problems, growth = answers["a-million-rows"]
    assert problems == ["programme/participants.csv:30002:: the file has more than 30,000 rows. Split the file."]
    assert growth < 150


def test_an_archive_that_unpacks_to_more_than_may_is_refused(answers: dict[str, tuple[list[str], int]]) -> None:
    problems, growth = answers["bomb.zip"]
    assert problems == ["bomb.zip::: the archive unpacks to more than 64 MiB. Split or shorten its files."]
    assert growth < 150


def test_a_pipe_keeps_nobody_waiting_and_a_link_is_not_followed(answers: dict[str, tuple[list[str], int]]) -> None:
    assert answers["no-plain-files"][0] == [
        "evil.csv::: this is a link. Put the file itself there.",
        "network::: this is a link. Put the file itself there.",
        "programme/partners.csv::: this is no plain file but a pipe or a device. Put the file itself there.",
    ]


def test_a_sheet_of_a_million_empty_rows_is_read_in_bounded_memory(answers: dict[str, tuple[list[str], int]]) -> None:
    problems, growth = answers["sheet"]
    assert problems == []
    assert growth < 400
