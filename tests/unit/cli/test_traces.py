from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from thinking_together.cli.checkout import tracked_texts
from thinking_together.cli.traces import traces

SLASH = "/"  # so that this file holds no such path itself


@pytest.mark.parametrize("folder", ["work", "root", "tmp"])
def test_a_path_of_one_machine_is_named_with_its_line(folder: str) -> None:
    text = f"fine\nsee {SLASH}{folder}/main/notes\n"
    assert traces([("a.md", text)], {}) == ["a.md:2: a path of one machine. Make it relative."]


@pytest.mark.parametrize("text", ["src/work/x", "http://a.org/work/x", "../tmp/x", "$HOME/work/x", "${x}/tmp/y"])
def test_other_paths_are_left_alone(text: str) -> None:
    assert traces([("a.md", text)], {}) == []


@pytest.mark.parametrize("host", ["pypi" + ".org", "registry." + "npmjs.org", "files." + "pythonhosted.org"])
def test_a_public_registry_is_named(host: str) -> None:
    (problem,) = traces([("x.lock", f"https://{host}/simple")], {})
    assert problem.startswith("x.lock:1: the address of a package registry")


def test_this_machines_own_index_is_named() -> None:
    environment = {"UV_INDEX_URL": "https://user:secret@packages.example.net/simple"}
    assert traces([("x", "from packages.example.net")], environment)
    assert traces([("x", "from packages.example.net")], {}) == []


def test_tracked_texts_leave_out_what_is_not_text_or_was_deleted(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "a name.txt").write_text("é", encoding="utf-8")
    (tmp_path / "picture.bin").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "gone.txt").write_text("x", encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    (tmp_path / "gone.txt").unlink()
    (tmp_path / "untracked.txt").write_text("x", encoding="utf-8")
    assert list(tracked_texts(tmp_path)) == [("a name.txt", "é")]
