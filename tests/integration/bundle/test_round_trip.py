"""Any valid programme comes out as it went in.

That it comes out of PostgreSQL as out of SQLite is shown in test_example_on_both_databases.py.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from tests.factories.whole import LARGE, Whole, wholes

from thinking_together.bundle.commands import export_folder, export_into, import_bundle, import_folder, read_bundle
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("that the other database gives the same is shown in test_example_on_both_databases.py"),
]


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def parsed(folder: Path) -> dict[str, Any]:
    bundle = read_bundle(folder)
    assert not bundle.problems, "\n".join(map(str, bundle.problems.found))
    return {part.name: read for part, read in bundle.parsed}


@pytest.fixture
def room() -> Iterator[Path]:
    folder = Path(mkdtemp(prefix="round-trip-"))
    yield folder
    shutil.rmtree(folder)


@settings(LARGE, max_examples=15)
@given(whole=wholes())
def test_any_valid_programme_comes_out_as_it_went_in(room: Path, whole: Whole) -> None:
    for name in ("in", "once", "twice"):
        shutil.rmtree(room / name, ignore_errors=True)
    Programme.objects.all().delete()  # of an earlier example: people of a programme stay when a folder replaces it
    given = parsed(whole.write(room / "in"))
    export_folder(import_folder(room / "in", replace=True, by=SYSTEM), room / "once")
    assert parsed(room / "once") == given
    packed = io.BytesIO()
    export_into(import_folder(room / "once", replace=True, by=SYSTEM), packed)
    export_folder(import_bundle(packed, replace=True, by=SYSTEM), room / "twice")
    assert files(room / "twice") == files(room / "once")
