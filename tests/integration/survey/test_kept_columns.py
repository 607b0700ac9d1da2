"""What is kept of the answers is never older than the database, and goes when they go."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.factories.bundles import small_bundle
from tests.factories.surveys import QUESTIONNAIRE, many, responses_csv

from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held import kept, kept_files
from thinking_together.survey.held.joined import bytes_of, joined_bytes
from thinking_together.survey.held.queries import SurveyData, kept_answers, survey_data
from thinking_together.survey.models import QuestionnaireVersion, Response

pytestmark = pytest.mark.django_db

ROWS = [
    *many(0, 6, training="on_the_job|mhfa", websites="Young Minds"),
    *many(6, 4, sector="education", training="specific", websites="Kooth and Young Minds"),
]


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": responses_csv(ROWS)}
    return import_folder(small_bundle(tmp_path, **files), by=SYSTEM)


def read(programme: Programme) -> SurveyData:
    data = survey_data(programme)
    assert data is not None
    return data


def files(folder: Path) -> list[Path]:
    return sorted((folder / kept_files.FOLDER).iterdir())


def add(key: str, like: str = "r0") -> None:
    response = Response.objects.get(key=like)
    response.pk, response.key = None, key
    response.save(force_insert=True)


def named(data: SurveyData) -> list[int]:
    return data.snapshot.mentions("websites").tolist()


def test_what_is_kept_is_what_a_new_reading_gives(programme: Programme, own_folder: Path) -> None:
    first = read(programme)
    again = read(programme)
    assert again.snapshot.frame.equals(first.snapshot.frame)
    assert (again.outcomes, again.days) == (first.outcomes, first.days)
    assert again.snapshot.codes("training").tolist() == [0b11] * 6 + [0b100] * 4
    assert named(first) == named(again) == [0b01] * 6 + [0b11] * 4
    assert len(files(own_folder)) == 2


def test_the_second_reading_computes_nothing(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    read(programme)
    monkeypatch.setattr(kept.Kept, "_together", lambda *told: pytest.fail("computed again"))
    assert read(programme).snapshot.responses == 10


def test_only_new_responses_are_read_again(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    named(read(programme))
    add("new")
    monkeypatch.setattr(kept.Kept, "_parts", lambda *told: pytest.fail("all were read again"))
    data = read(programme)
    assert data.snapshot.responses == 11 and named(data)[-1] == 0b01


def test_answers_read_in_pages_are_those_read_at_once(
    programme: Programme, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Response.objects.filter(key="r1").update(day=None, sector="", trial=True)
    Response.objects.filter(key="r2").update(texts=['Kooth, "quoted"\u2028and \\ 🙂'])
    Response.objects.filter(key__in=["r4", "r5", "r6"]).delete()  # a gap of a whole page
    whole = read(programme)
    words = named(whole)
    (read_at_once, _) = map(pl.read_parquet, files(own_folder))
    for path in files(own_folder):
        path.unlink()
    monkeypatch.setattr(kept, "READ_AT_ONCE", 2)
    pages = read(programme)
    assert (
        pages.snapshot.frame.equals(whole.snapshot.frame) and named(pages) == words == [0b01, 0b10, 0b01] + [0b11] * 3
    )
    assert pl.read_parquet(files(own_folder)[0]).equals(read_at_once)
    stored = list(Response.objects.order_by("pk").values_list("pk", "stamp", "sector", "outcome", "day", "trial"))
    assert read_at_once.select("id", "stamp", "sector", "outcome", "day", "trial").rows() == stored


def test_every_byte_comes_back_joined(programme: Programme) -> None:
    """Zeros, and bytes that are no text at all."""
    rows = list(Response.objects.order_by("pk"))
    for start, response in enumerate(rows):
        response.record = bytes((start * 61 + at) % 256 for at in range(256))
        response.save()
    found = Response.objects.order_by().aggregate(all=joined_bytes("record"))["all"]
    pieces = {bytes_of(found)[at : at + 256] for at in range(0, len(bytes_of(found)), 256)}
    assert pieces == {bytes(response.record) for response in rows} and len(pieces) == 10


def test_a_version_without_responses_has_columns_and_no_rows(programme: Programme) -> None:
    Response.objects.all().delete()
    data = read(programme)
    assert data.snapshot.responses == 0 and data.days is None and named(data) == []
    assert data.snapshot.codes("training").tolist() == []


def test_a_response_that_changes_or_goes_is_never_counted_as_it_was(programme: Programme) -> None:
    read(programme)
    Response.objects.filter(key="r9").update(trial=True)
    assert read(programme).snapshot.responses == 9
    response = Response.objects.get(key="r8")
    response.outcome = "breakoff"
    response.save(update_fields=["outcome"])
    assert read(programme).snapshot.responses == 8
    Response.objects.get(key="r0").delete()
    add("other", like="r1")  # as many as before, and not the same
    data = read(programme)
    assert data.snapshot.responses == 8 and data.outcomes["education", "breakoff"] == 1
    Response.objects.filter(key="r1").update(texts=["Kooth"])
    assert sorted(named(read(programme))) == [0b01] * 5 + [0b10] + [0b11] * 2


def test_answers_deleted_behind_its_back_are_not_counted(programme: Programme) -> None:
    read(programme)
    Response.objects.filter(key="r0")._raw_delete("default")
    assert read(programme).snapshot.responses == 9


def test_what_is_kept_goes_with_the_responses_and_the_programme(
    programme: Programme, own_folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    named(read(programme))
    with django_capture_on_commit_callbacks(execute=True):
        Response.objects.filter(key="r0").delete()
    assert files(own_folder) == []
    named(read(programme))
    with django_capture_on_commit_callbacks(execute=True):
        programme.delete()
    assert files(own_folder) == []


def test_a_deletion_that_is_taken_back_takes_nothing_away(programme: Programme, own_folder: Path) -> None:
    read(programme)
    with pytest.raises(RuntimeError), transaction.atomic():
        Response.objects.all().delete()
        raise RuntimeError
    assert len(files(own_folder)) == 1 and read(programme).snapshot.responses == 10


def test_what_another_machine_left_of_a_deleted_programme_is_swept(programme: Programme, own_folder: Path) -> None:
    (own_folder / kept_files.FOLDER).mkdir()
    left = own_folder / kept_files.FOLDER / "999999-0123456789abcdef-answers-1.parquet"
    left.write_bytes(b"old")
    read(programme)
    assert not left.exists()


def test_a_damaged_file_is_made_anew(programme: Programme, own_folder: Path) -> None:
    read(programme)
    (path,) = files(own_folder)
    path.write_bytes(path.read_bytes()[:100])
    assert read(programme).snapshot.responses == 10
    assert pl.read_parquet(path).height == 10


def test_a_folder_that_cannot_be_written_costs_speed_only(programme: Programme, own_folder: Path) -> None:
    (own_folder / kept_files.FOLDER).write_text("a file stands where the folder should")
    assert read(programme).snapshot.responses == 10


def test_the_file_is_for_its_owner_and_holds_no_words(programme: Programme, own_folder: Path) -> None:
    named(read(programme))
    assert stat.S_IMODE((own_folder / kept_files.FOLDER).stat().st_mode) == 0o700
    for path in files(own_folder):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"Young Minds" not in path.read_bytes() and b"Kooth" not in path.read_bytes()
        assert pl.String not in {t for n, t in pl.read_parquet_schema(path).items() if n.startswith("@")}


def test_another_version_of_the_questions_is_kept_apart(programme: Programme, own_folder: Path) -> None:
    read(programme)
    version = QuestionnaireVersion.objects.get()
    questionnaire = from_content(json.loads(version.document))
    before = kept_answers(version, questionnaire).path
    version.sha256 = "0" * 64
    assert kept_answers(version, questionnaire).path != before


WRITE_OFTEN = """
import sys
from pathlib import Path

import django
import polars as pl

django.setup()
from thinking_together.survey.held.kept import put

frame = pl.read_parquet(sys.argv[1])
for _ in range(30):
    put(frame, Path(sys.argv[1]))
"""


@pytest.mark.one_engine("the processes write a file and ask no database")
def test_two_processes_that_write_at_once_leave_a_whole_file(programme: Programme, own_folder: Path) -> None:
    read(programme)
    (path,) = files(own_folder)
    frame = pl.read_parquet(path)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "thinking_together.config.settings"}
    command = [sys.executable, "-c", WRITE_OFTEN, str(path)]
    writers = [subprocess.Popen(command, env=environment) for _ in range(2)]
    while any(writer.poll() is None for writer in writers):
        assert pl.read_parquet(path).height == 10
    assert [writer.returncode for writer in writers] == [0, 0]
    assert files(own_folder) == [path] and pl.read_parquet(path).equals(frame)
