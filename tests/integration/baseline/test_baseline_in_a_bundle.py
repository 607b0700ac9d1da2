from pathlib import Path

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.factories import baseline
from tests.factories.bundles import small_bundle

from thinking_together.baseline.models import Recommendation
from thinking_together.baseline.queries import load_assessment
from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db


def bundle(folder: Path, **changed: str) -> Path:
    return baseline.put_workbook(small_bundle(folder, **{**baseline.FILES, **changed}))


def test_a_baseline_comes_back_equal(tmp_path: Path) -> None:
    programme = import_folder(bundle(tmp_path / "in"), by=SYSTEM)
    before = load_assessment(programme)
    assert before.lines == list(baseline.LINES)
    assert before.ratings[5].comment == "- no time for it"
    assert [action.owner for action in before.actions] == ["nhs", None]
    export_folder(programme, tmp_path / "out")
    assert (tmp_path / "out/baseline/minutes/m1.md").read_text(encoding="utf-8") == baseline.MINUTES
    assert load_assessment(import_folder(tmp_path / "out", replace=True, by=SYSTEM)) == before
    workbook = (tmp_path / "in/baseline/baseline.xlsx").read_bytes()
    assert (tmp_path / "out/baseline/baseline.xlsx").read_bytes() == workbook


def test_comments_are_counted_by_agency_and_minutes_by_meeting(tmp_path: Path) -> None:
    programme = import_folder(bundle(tmp_path), by=SYSTEM)
    texts = {t.ref: t for t in Text.objects.filter(programme=programme, phase="baseline")}
    comment = texts["baseline/1.14.1/schools"]
    assert (comment.unit, comment.sector, comment.question) == ("schools", "education", "1.14.1")
    agency, group = texts["baseline/m1/1.5.1/1"], texts["baseline/m1/1.5.1/2"]
    assert (agency.unit, agency.sector, agency.question) == ("m1", "health", "1.5.1")
    assert (group.unit, group.sector) == ("m1", "")
    assert len(texts) == 5


@pytest.mark.parametrize("name", [name for name in baseline.FILES if name.startswith("baseline/")])
def test_a_baseline_with_a_problem_imports_nothing(tmp_path: Path, name: str) -> None:
    broken = {name: baseline.FILES[name] + "\nnot, a, good, row, here\n"}
    with pytest.raises(BundleRefused, match=name):
        import_folder(bundle(tmp_path, **broken), by=SYSTEM)
    assert not Programme.objects.exists() and not Recommendation.objects.exists() and not Text.objects.exists()


def test_a_truncated_workbook_imports_nothing(tmp_path: Path) -> None:
    folder = bundle(tmp_path)
    workbook = folder / "baseline/baseline.xlsx"
    workbook.write_bytes(workbook.read_bytes()[:500])
    with pytest.raises(BundleRefused, match=r"baseline\.xlsx.*not an XLSX workbook"):
        import_folder(folder, by=SYSTEM)
    assert not Programme.objects.exists()


def test_replacing_a_programme_takes_its_baseline_with_it(tmp_path: Path) -> None:
    import_folder(bundle(tmp_path / "a"), by=SYSTEM)
    import_folder(small_bundle(tmp_path / "b"), replace=True, by=SYSTEM)
    assert not Recommendation.objects.exists()


def test_reading_the_assessment_takes_eight_statements(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = import_folder(bundle(tmp_path), by=SYSTEM)
    with django_assert_num_queries(8):
        load_assessment(programme)
