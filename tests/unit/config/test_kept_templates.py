"""Compiled templates are kept for the next process, and never stand in the way of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from thinking_together.config.jinja import KeptTemplates


def rendered(text: str, folder: Path) -> str:
    """By an environment of its own, as a new process has."""
    env = Environment(loader=DictLoader({"page.html": text}), bytecode_cache=KeptTemplates(str(folder), "%s"))
    return env.get_template("page.html").render(name="Alder")


def test_they_are_kept_for_their_owner_alone_and_made_anew_when_the_text_is_another(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "templates"
    assert rendered("Hello {{ name }}", folder) == "Hello Alder"
    [kept] = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, kept.stat().st_mode & 0o077) == (0o700, 0)
    before = kept.read_bytes()
    assert rendered("Hello {{ name }}", folder) == "Hello Alder"
    assert kept.read_bytes() == before
    assert rendered("Good day {{ name }}", folder) == "Good day Alder"
    assert kept.read_bytes() != before


@pytest.mark.parametrize("broken", [b"", b"j2", b"no template at all"])
def test_a_broken_one_is_made_anew(tmp_path: Path, broken: bytes) -> None:
    rendered("Hello {{ name }}", tmp_path)
    [kept] = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(broken)
    assert rendered("Hello {{ name }}", tmp_path) == "Hello Alder"
    assert kept.read_bytes() == whole


def test_a_disk_that_takes_nothing_costs_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert rendered("Hello {{ name }}", tmp_path / "templates") == "Hello Alder"
