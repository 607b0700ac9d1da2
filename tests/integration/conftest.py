from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, connections
from django_tasks.base import Task
from tests.factories.shared_database import SharedDatabase

from thinking_together.core.tasks import daily


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation's folder (``TT_VAR``) is each test's own."""
    settings.VAR = tmp_path_factory.mktemp("var")
    settings.CACHES = settings.CACHES | {"default": settings.CACHES["default"] | {"LOCATION": settings.VAR / "cache"}}
    return settings.VAR


@pytest.fixture(autouse=True)
def daily_work(monkeypatch: pytest.MonkeyPatch) -> list[Task[Any, Any]]:
    """What the product does once a day, which no worker of a test does by itself."""
    registered = daily._daily
    monkeypatch.setattr(daily, "_daily", [])
    return registered


@pytest.fixture
def shared(transactional_db: None, tmp_path: Path) -> SharedDatabase:
    return SharedDatabase(tmp_path)


@pytest.fixture
def in_threads(shared: SharedDatabase, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """``in_threads()``: what was written up to now is what new threads see, each by a connection of its own."""

    def begin() -> None:
        shared.share()
        if connection.vendor == "sqlite":
            there = connections.settings["default"] | {"NAME": str(shared.file)}
            monkeypatch.setitem(connections.settings, "default", there)

    return begin
