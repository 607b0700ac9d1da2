from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def settings_with(folder: Path, **variables: str) -> dict[str, Any]:
    """What a fresh process makes of these environment variables."""
    show = (
        "import json\n"
        "from thinking_together.config import settings as s\n"
        "print(json.dumps({'debug': s.DEBUG, 'hosts': s.ALLOWED_HOSTS, 'key': s.SECRET_KEY, 'var': str(s.VAR),"
        " 'engine': s.DATABASES['default']['ENGINE'], 'name': str(s.DATABASES['default']['NAME'])}))"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TT_") and k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", show],
        env=kept | variables,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_nothing_has_to_be_set(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    assert found["debug"] is False
    assert found["hosts"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["name"] == str(tmp_path.resolve() / "var" / "thinking-together.sqlite3")
    assert not (tmp_path / "var").exists()


def test_each_variable_is_obeyed(tmp_path: Path) -> None:
    found = settings_with(
        tmp_path,
        TT_DEBUG="1",
        TT_ALLOWED_HOSTS="thinking.example.org",
        TT_SECRET_KEY="k" * 50,
        TT_VAR="elsewhere",
        DATABASE_URL="postgres://u:p@db.example.org:5432/tt",
    )
    assert found == {
        "debug": True,
        "hosts": ["thinking.example.org"],
        "key": "k" * 50,
        "var": str(tmp_path.resolve() / "elsewhere"),
        "engine": "django.db.backends.postgresql",
        "name": "tt",
    }


def test_a_key_that_is_not_set_is_new_at_each_start(tmp_path: Path) -> None:
    assert settings_with(tmp_path)["key"] != settings_with(tmp_path)["key"]


@pytest.mark.parametrize("room", ["core", "site"])
def test_rooms_that_stand_are_installed(room: str) -> None:
    from thinking_together.config import settings

    assert f"thinking_together.{room}" in settings.INSTALLED_APPS
