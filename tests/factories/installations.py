"""An installation of its own for a test: database, kept files and journal, beside the test database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.db import connections
from django.db.utils import load_backend
from django.test.utils import override_settings

from thinking_together.config.database import _SQLITE, _named
from thinking_together.core.backup.tables import kept_models

ABOUT_RESTORES = {"core.Restoration", "core.BackupTaken", "core.Purge", "core.AuditEvent"}


@dataclass(frozen=True)
class Installation:
    """``url`` is a PostgreSQL database's address, empty for SQLite in ``var``."""

    var: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {"TT_VAR": str(self.var)} | ({"DATABASE_URL": self.url} if self.url else {})

    @property
    def database(self) -> dict[str, Any]:
        default = settings.DATABASES["default"]
        if self.url:
            return {**default, **_named(self.url)}
        return {**default, **_SQLITE, "NAME": self.file}

    @contextmanager
    def opened(self) -> Iterator[Installation]:
        """Django on this installation instead of the test database."""
        self.var.mkdir(parents=True, exist_ok=True)
        before = connections["default"]
        told = {**before.settings_dict, **self.database}
        with override_settings(VAR=self.var, MEDIA_ROOT=self.var / "files"):
            connections["default"] = load_backend(told["ENGINE"]).DatabaseWrapper(told, "default")
            try:
                yield self
            finally:
                connections["default"].close()
                connections["default"] = before

    @property
    def file(self) -> Path:
        """Of SQLite."""
        return self.var / "thinking-together.sqlite3"


def another_connection() -> Any:
    """To the open installation's database, as another process would have it."""
    present = connections["default"]
    return type(present)(dict(present.settings_dict), "another")


def holdings() -> dict[str, list[Any]]:
    """Everything in the database, table by table, by Django's own serializer."""
    return {
        model._meta.label: [
            json.loads(line) for line in serializers.serialize("jsonl", model._base_manager.order_by("pk")).splitlines()
        ]
        for model in kept_models()
        if model._meta.label not in ABOUT_RESTORES
    }
