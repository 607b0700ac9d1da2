"""One report, written once, for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.factories.reports import small_figures, small_programme

from thinking_together.programmes.models import Programme
from thinking_together.report.commands import ReportPaths, write_report
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.document import Document


@dataclass(frozen=True)
class Written:
    """The folder of a report, its paths and its document."""

    first: Path
    paths: ReportPaths
    document: Document

    def files(self) -> dict[str, bytes]:
        return {p.relative_to(self.first).as_posix(): p.read_bytes() for p in self.first.rglob("*") if p.is_file()}


@pytest.fixture(scope="session")
def written(
    django_db_setup: None, django_db_blocker: Any, pictures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Written]:
    first = tmp_path_factory.mktemp("first")
    with django_db_blocker.unblock(), small_figures(), transaction.atomic():
        programme = small_programme()
        paths = write_report(programme, first, cache=pictures)
        document = assemble(programme, cache=pictures, evidence_pictures=False).document
        transaction.set_rollback(True)
    yield Written(first, paths, document)


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Programme]:
    """A small programme for all tests of a module: what each of them changes is taken back, this stays."""
    with django_db_blocker.unblock(), small_figures(), transaction.atomic():
        yield small_programme()
        transaction.set_rollback(True)


@pytest.fixture
def small(db: None) -> Iterator[Programme]:
    """A small programme with its figures registered."""
    with small_figures():
        yield small_programme()
