from pathlib import Path

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.factories import literature
from tests.factories.bundles import small_bundle

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.tabular import Folder, Reading
from thinking_together.core.writes import SYSTEM
from thinking_together.literature.models import Record
from thinking_together.literature.queries import load_review
from thinking_together.literature.reading import read
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db


def test_a_review_comes_back_equal(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path / "in", **literature.FILES), by=SYSTEM)
    before = load_review(programme)
    reading = Reading(Folder(tmp_path / "in"))
    reading.known["partner"].add("nhs")
    assert before == read(reading)
    export_folder(programme, tmp_path / "out")
    assert load_review(import_folder(tmp_path / "out", replace=True, by=SYSTEM)) == before
    assert before.records[0].publisher == "=Invented Trust"


def test_a_programme_without_a_review_writes_no_files_for_it(tmp_path: Path) -> None:
    export_folder(import_folder(small_bundle(tmp_path / "in"), by=SYSTEM), tmp_path / "out")
    assert not (tmp_path / "out/literature").exists()


@pytest.mark.parametrize("name", list(literature.FILES))
def test_a_review_with_a_problem_imports_nothing(tmp_path: Path, name: str) -> None:
    broken = {**literature.FILES, name: literature.FILES[name] + "\nnot, a row\n"}
    with pytest.raises(BundleRefused, match=name):
        import_folder(small_bundle(tmp_path, **broken), by=SYSTEM)
    assert not Programme.objects.exists() and not Record.objects.exists()


def test_replacing_a_programme_takes_its_review_with_it(tmp_path: Path) -> None:
    import_folder(small_bundle(tmp_path / "a", **literature.FILES), by=SYSTEM)
    import_folder(small_bundle(tmp_path / "b"), replace=True, by=SYSTEM)
    assert not Record.objects.exists()


def test_reading_the_review_takes_seven_statements(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = import_folder(small_bundle(tmp_path, **literature.FILES), by=SYSTEM)
    with django_assert_num_queries(7):
        load_review(programme)
