from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, connections
from tests.factories.shared_database import SharedDatabase


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation's folder (``TT_VAR``) is each test's own."""
    settings.VAR = tmp_path_factory.mktemp("var")
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": settings.VAR / "cache"}}
    return settings.VAR


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
