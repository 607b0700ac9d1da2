from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KEY = "k" * 50
PRODUCTION = {"TT_SECRET_KEY": KEY, "TT_ALLOWED_HOSTS": "thinking.example.org"}
SHOW = """
import json
from thinking_together.config import settings as s
told = {name: getattr(s, name) for name in dir(s) if name.isupper()}
print(json.dumps(told, default=str))
"""


def run(folder: Path, program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A fresh process with these environment variables and none of our own besides."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TT_") and k != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", program], env=kept | variables, cwd=folder, capture_output=True, text=True, check=False
    )


def settings_with(folder: Path, **variables: str) -> dict[str, Any]:
    done = run(folder, SHOW, **variables)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_has_to_be_set_for_commands_that_serve_nobody(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    assert found["DEBUG"] is False
    assert found["PRODUCTION"] is True
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path.resolve() / "var" / "thinking-together.sqlite3")
    assert not (tmp_path / "var").exists()


def test_each_variable_is_obeyed(tmp_path: Path) -> None:
    found = settings_with(
        tmp_path,
        **PRODUCTION,
        TT_VAR="elsewhere",
        TT_UPLOAD_MB="7",
        TT_TASK_LEASE="30",
        TT_SMTP_SECURITY="tls",
        TT_HSTS_SECONDS="60",
        DATABASE_URL="postgres://u:p@db.example.org:5432/tt?sslmode=require",
    )
    assert found["ALLOWED_HOSTS"][0] == "thinking.example.org"
    assert found["SECRET_KEY"] == KEY
    assert found["VAR"] == str(tmp_path.resolve() / "elsewhere")
    database = found["DATABASES"]["default"]
    assert (database["ENGINE"], database["NAME"]) == ("django.db.backends.postgresql", "tt")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "lock_timeout=20s" in database["OPTIONS"]["options"]
    assert found["UPLOAD_BYTES"] == 7 * 1024 * 1024
    assert (found["TASK_LEASE_SECONDS"], found["SECURE_HSTS_SECONDS"]) == (30, 60)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (False, True)


def test_a_key_that_is_not_set_is_new_at_each_start(tmp_path: Path) -> None:
    assert settings_with(tmp_path)["SECRET_KEY"] != settings_with(tmp_path)["SECRET_KEY"]


def test_production_is_strict_without_being_told(tmp_path: Path) -> None:
    found = settings_with(tmp_path, **PRODUCTION)
    assert found["REFUSALS"] == []
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (True, True)
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert "unsafe" not in json.dumps(found["CONTENT_SECURITY_POLICY"])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"TT_SECRET_KEY": ""}, "TT_SECRET_KEY is not set"),
        ({"TT_SECRET_KEY": "short"}, "TT_SECRET_KEY has 5 characters"),
        ({"TT_ALLOWED_HOSTS": ""}, "TT_ALLOWED_HOSTS is not set"),
        ({"TT_ALLOWED_HOSTS": "a.org,*"}, "TT_ALLOWED_HOSTS holds *"),
        ({"TT_DEBUG": "1"}, "TT_DEBUG shows the inside"),
        ({"TT_MODE": "demo"}, "TT_ALLOWED_HOSTS names other hosts"),
        ({"TT_MODE": "demo", "TT_ALLOWED_HOSTS": "", "DATABASE_URL": "postgres://x/y"}, "DATABASE_URL names a"),
        ({"TT_MODE": "prodution"}, "TT_MODE is 'prodution': set it to one of production, demo, development"),
        ({"TT_UPLOAD_MB": "lots"}, "TT_UPLOAD_MB is 'lots': set it to a whole number, 1 or more"),
        ({"TT_SMTP_SECURITY": "ssl"}, "TT_SMTP_SECURITY is 'ssl': set it to starttls, tls or none"),
    ],
)
def test_what_is_wrong_keeps_the_site_from_starting_and_says_why(
    tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    done = run(tmp_path, "import thinking_together.config.wsgi", **PRODUCTION | changed)
    assert done.returncode != 0
    assert told in done.stderr


def test_development_and_demonstration_are_open_by_http_and_must_be_chosen(tmp_path: Path) -> None:
    for mode in ("development", "demo"):
        found = settings_with(tmp_path, TT_MODE=mode)
        assert (found["SECURE_SSL_REDIRECT"], found["SECURE_HSTS_SECONDS"], found["REFUSALS"]) == (False, 0, [])
        assert (found["DEMO"], found["PRODUCTION"]) == (mode == "demo", False)


@pytest.mark.parametrize("room", ["core", "site"])
def test_rooms_that_stand_are_installed(room: str) -> None:
    from thinking_together.config import settings

    assert f"thinking_together.{room}" in settings.INSTALLED_APPS
