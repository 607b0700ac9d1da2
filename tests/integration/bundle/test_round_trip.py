"""Any valid programme comes out as it went in, on every kind of database."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.factories.elsewhere import digest_after_import, run_elsewhere
from tests.factories.whole import Whole, wholes

from thinking_together.bundle.commands import export_folder, export_into, import_bundle, import_folder, read_bundle
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db
MANY = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,  # of drawn questionnaires; what is left is counted by max_examples
    ],
)


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


@MANY
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


THERE = """
import sys
from pathlib import Path
from thinking_together.cli.scratch import scratch_database
with scratch_database():
    from tests.factories.elsewhere import digest_after_import
    for folder in sys.argv[1:]:
        print(digest_after_import(Path(folder)))
"""


def test_any_valid_programme_is_the_same_on_this_database_and_on_sqlite(room: Path, repository: Path) -> None:
    """Drawn programmes and the example; these tests run on both kinds of database, so the two are compared."""
    folders = [repository / "examples" / "fernshire"]

    @settings(MANY, max_examples=4)
    @given(whole=wholes())
    def draw(whole: Whole) -> None:
        folders.append(whole.write(room / f"programme-{len(folders)}"))

    draw()
    (room / "elsewhere").mkdir()
    done = run_elsewhere(THERE, *folders, repository=repository, room=room / "elsewhere")
    assert done.returncode == 0, done.stderr
    here = [digest_after_import(folder) for folder in folders]
    assert len(set(here)) > 2
    assert done.stdout.split() == here
