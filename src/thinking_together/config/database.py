"""Where records are kept: an embedded database, or the one that ``DATABASE_URL`` names."""

from __future__ import annotations

from typing import Any

import dj_database_url

from thinking_together.config import environment

VAR = environment.folder("TT_VAR", "var")
KEPT_SECONDS = 60  # a connection, for further requests: to open one costs more than a page of the survey
WAIT_SECONDS = environment.number("TT_LOCK_WAIT", 20, least=1)
CONNECT_SECONDS = 5

# FULL: an answer that was thanked for survives a power cut. IMMEDIATE: two writers wait for each other
# instead of failing half-way. secure_delete: what is deleted is not left readable in the file.
# cache_size in KiB: with 2 MiB, which is the default, a large import waits for its own indexes.
# mmap_size in bytes: pages are read where they lie in the file instead of copied, a fifth faster for all answers.
_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "thinking-together.sqlite3",
    "CONN_MAX_AGE": KEPT_SECONDS,
    "OPTIONS": {
        "timeout": WAIT_SECONDS,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
            "PRAGMA cache_size=-32768; PRAGMA mmap_size=268435456;"
        ),
    },
}


def _named(address: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=KEPT_SECONDS, conn_health_checks=True))
    if found["ENGINE"] == "django.db.backends.postgresql":
        # As long as on SQLite, and then an error with a page instead of a page that never comes.
        found["OPTIONS"] = {
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c lock_timeout={WAIT_SECONDS}s -c idle_in_transaction_session_timeout=120s",
        } | found.get("OPTIONS", {})
    return found


_ADDRESS = environment.text("DATABASE_URL")
DATABASES = {"default": _named(_ADDRESS) if _ADDRESS else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
