"""A written report against its manifest and against its bundle."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from tests.factories.bundles import SECTORS, small_bundle
from tests.factories.command_line import command

from thinking_together.bundle.verify import Difference, NoReport, verify

pytestmark = pytest.mark.one_engine("the command line, which wrote the report, always computes on SQLite")
computed_anew = pytest.mark.django_db


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small bundle and its report, to be copied."""
    root = tmp_path_factory.mktemp("report")
    small_bundle(root / "in")
    done = command("report", root / "in", "--out", root / "out", var=root / "var")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def root(report: Path, tmp_path: Path) -> Path:
    shutil.copytree(report, tmp_path / "copy")
    return tmp_path / "copy"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@computed_anew
def test_an_untouched_report_holds(root: Path) -> None:
    assert verify(root / "out") == []
    assert verify(root / "out", root / "in") == []


def test_a_changed_word_and_a_changed_number_are_found_by_the_manifest(root: Path) -> None:
    change(root / "out" / "short-report.html", "Smallshire", "Largeshire")
    change(root / "out" / "evidence.json", "2023", "2024")
    assert [d.file for d in verify(root / "out")] == ["evidence.json", "short-report.html"]


@computed_anew
def test_a_change_that_the_manifest_was_made_to_agree_with_is_found_by_computing_anew(root: Path) -> None:
    page = root / "out" / "evidence.json"
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    change(page, "2023", "2024")
    change(root / "out" / "manifest.json", before, hashlib.sha256(page.read_bytes()).hexdigest())
    assert verify(root / "out") == []
    found = verify(root / "out", root / "in")
    assert [d.file for d in found] == ["evidence.json", "manifest.json"]
    assert "2024" in found[0].what and "2023" in found[0].what and "line" in found[0].what


@computed_anew
def test_a_missing_file_an_added_file_and_a_changed_document_are_named(root: Path) -> None:
    (root / "out" / "short-report.pdf").unlink()
    (root / "out" / "more.html").write_text("more")
    with (root / "out" / "short-report.docx").open("ab") as file:
        file.write(b"x")
    found = {d.file: d.what for d in verify(root / "out", root / "in")}
    assert set(found) == {"short-report.pdf", "more.html", "short-report.docx"}
    assert found["short-report.pdf"] == "the file is missing"
    assert "bytes here" in found["short-report.docx"]
    assert {d.file for d in verify(root / "out")} == set(found)


@computed_anew
def test_another_bundle_is_told_even_where_it_gives_the_same_pages(root: Path) -> None:
    (root / "in" / "programme" / "sectors.csv").write_text(SECTORS.replace("\n", "\r\n"))
    found = verify(root / "out", root / "in")
    assert Difference("manifest.json", found[0].what) == found[0]
    assert "another bundle" in found[0].what
    assert {d.file for d in found} == {"manifest.json"}


def test_a_link_is_not_taken_for_a_file_though_it_says_the_same(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "page.html").write_text("same")
    (out / "page.html").symlink_to(tmp_path / "page.html")
    (out / "nowhere.html").symlink_to(tmp_path / "gone.html")
    (out / "more").symlink_to(tmp_path, target_is_directory=True)
    entry = {"path": "page.html", "sha256": hashlib.sha256(b"same").hexdigest()}
    (out / "manifest.json").write_text(json.dumps({"format": "thinking-together-report", "files": [entry]}))
    found = [(d.file, d.what) for d in verify(out)]
    assert {file for file, what in found if "link" in what} == {"page.html", "nowhere.html", "more"}
    assert ("page.html", "the file is missing") in found


@pytest.mark.parametrize("manifest", [None, "{", "[]", '{"format": "thinking-together-report", "files": [1]}'])
def test_a_folder_without_a_report_is_said_to_hold_none(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(NoReport, match="write it again"):
        verify(tmp_path)


def test_the_command_says_what_differs_and_ends_with_1(root: Path, tmp_path: Path) -> None:
    told = json.loads((root / "out" / "manifest.json").read_text())
    assert len(told["bundle_sha256"]) == 64
    good = command("report", "verify", root / "out", "--bundle", root / "in", var=tmp_path / "var")
    assert (good.returncode, good.stderr) == (0, "")
    assert "byte by byte" in good.stdout
    change(root / "out" / "short-report.html", "Smallshire", "Largeshire")
    bad = command("report", "verify", root / "out", var=tmp_path / "var")
    assert (bad.returncode, bad.stdout.split(":")[0]) == (1, "short-report.html")
    none = command("report", "verify", root / "in", var=tmp_path / "var")
    assert none.returncode == 2
    assert "Traceback" not in none.stderr
