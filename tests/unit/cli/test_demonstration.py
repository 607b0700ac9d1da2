from __future__ import annotations

import os
from pathlib import Path

import pytest

from thinking_together.cli.demonstration import own_database


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TT_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/real")
    monkeypatch.setenv("TT_ALLOWED_HOSTS", "real.example.org")
    monkeypatch.setenv("TT_MODE", "production")
    monkeypatch.setenv("TT_ADDRESS", "https://real.example.org")
    monkeypatch.setenv("TT_SECRET_KEY", "of the installation")
    return tmp_path


def test_the_demonstration_has_a_database_of_its_own_and_never_the_installations(var: Path) -> None:
    (var / "thinking-together.sqlite3").write_text("kept", encoding="utf-8")
    assert own_database(8123) == var
    assert os.environ["TT_VAR"] == str(var / "demo")
    assert os.environ["TT_MODE"] == "demo"
    assert len(os.environ["TT_SECRET_KEY"]) >= 50
    assert os.environ["TT_ADDRESS"] == "http://127.0.0.1:8123", "no link leads to the installation"
    assert "DATABASE_URL" not in os.environ
    assert "TT_ALLOWED_HOSTS" not in os.environ
    assert (var / "thinking-together.sqlite3").read_text(encoding="utf-8") == "kept"


def test_it_begins_anew_each_time(var: Path) -> None:
    (var / "demo").mkdir()
    (var / "demo" / "thinking-together.sqlite3").write_text("old", encoding="utf-8")
    own_database(8123)
    assert not (var / "demo").exists()
