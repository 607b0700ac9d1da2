"""Installations with the example in them, on the engine that the tests run on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker
from tests.factories.databases import drop, new_database
from tests.factories.installations import Installation
from tests.factories.known_schema import KnownSchema, learnt
from tests.factories.migrated import Migrated

from thinking_together.bundle.commands import import_folder
from thinking_together.core.backup import restoring
from thinking_together.core.writes import SYSTEM

NewInstallation = Callable[[str], Installation]


@pytest.fixture(scope="session")
def example(
    tmp_path_factory: pytest.TempPathFactory,
    repository: Path,
    migrated: Migrated,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Installation]:
    """Filled once; tests work on copies of it."""
    with django_db_blocker.unblock():
        filled = migrated.installation(tmp_path_factory.mktemp("example") / "var")
        with filled.opened():
            import_folder(repository / "examples/fernshire", by=SYSTEM)
        yield filled
        if filled.url:
            drop(filled.url)


@pytest.fixture(scope="session")
def schema(example: Installation, django_db_blocker: DjangoDbBlocker) -> KnownSchema:
    with django_db_blocker.unblock(), example.opened():
        return learnt(example.url)


@pytest.fixture
def by_migrations() -> None:
    """The schema is made as it is outside tests."""


@pytest.fixture(autouse=True)
def _known_schema(schema: KnownSchema, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restore in this process makes the schema the short way, except where a test asks for ``by_migrations``."""
    if "by_migrations" not in request.fixturenames:
        monkeypatch.setattr(restoring, "build_schema", schema.build)


@pytest.fixture
def installation(example: Installation, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """An open installation that holds the example."""
    url = new_database(template=example.url) if example.url else ""
    copy = Installation(tmp_path / "var", url)
    shutil.copytree(example.var, copy.var)
    with django_db_blocker.unblock():
        with copy.opened():
            yield copy
        if url:
            drop(url)


@pytest.fixture
def empty(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """An installation where nothing was ever done, not opened."""
    url = new_database() if os.environ.get("DATABASE_URL") else ""
    with django_db_blocker.unblock():
        yield Installation(tmp_path / "empty", url)
        if url:
            drop(url)
