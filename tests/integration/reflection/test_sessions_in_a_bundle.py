from pathlib import Path

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.factories import reflection
from tests.factories.bundles import small_bundle

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.tabular import Folder, Reading
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.models import Text
from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.models import Programme
from thinking_together.reflection.queries import load_sessions
from thinking_together.reflection.reading import read

pytestmark = pytest.mark.django_db


def test_sessions_come_back_equal(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path / "in", **reflection.FILES), by=SYSTEM)
    before = load_sessions(programme)
    reading = Reading(Folder(tmp_path / "in"))
    reading.known["sector"].update(("health", "education"))
    reading.known["gathering"].update(("s1", "s2"))
    assert before == read(reading) and not reading.problems
    export_folder(programme, tmp_path / "out")
    for name in ("notes/s1.md", "notes/s2.md", "questions.csv", "feedback.csv"):
        assert (tmp_path / "out/reflection" / name).read_text() == reflection.FILES[f"reflection/{name}"]
    assert load_sessions(import_folder(tmp_path / "out", replace=True, by=SYSTEM)) == before


def test_contributions_are_texts_counted_by_session(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path, **reflection.FILES), by=SYSTEM)
    texts = {t.ref: t for t in Text.objects.filter(programme=programme, phase="reflection")}
    said, agreed = texts["reflection/s1/parents/1"], texts["reflection/s1/parents/2"]
    assert (said.unit, said.sector, said.question) == ("s1", "education", "parents")
    assert said.body == "They hope for a quick answer,\nand ring again the next day"
    assert (agreed.unit, agreed.sector) == ("s1", "")
    assert len(texts) == 3


@pytest.mark.parametrize("name", [name for name in reflection.FILES if name.startswith("reflection/")])
def test_sessions_with_a_problem_import_nothing(tmp_path: Path, name: str) -> None:
    broken = {**reflection.FILES, name: reflection.FILES[name] + "\nnot, a, good, row, here\n"}
    with pytest.raises(BundleRefused, match=name):
        import_folder(small_bundle(tmp_path, **broken), by=SYSTEM)
    assert not Programme.objects.exists() and not Text.objects.exists() and not Gathering.objects.exists()


def test_reading_the_sessions_takes_six_statements(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = import_folder(small_bundle(tmp_path, **reflection.FILES), by=SYSTEM)
    with django_assert_num_queries(6):
        load_sessions(programme)
