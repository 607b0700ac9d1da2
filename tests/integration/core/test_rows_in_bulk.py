from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction

from thinking_together.core import bulk
from thinking_together.core.bulk import insert_rows
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import QuestionnaireVersion, Response, new_stamp

pytestmark = pytest.mark.django_db

FIELDS = ("questionnaire", "key", "day", "sector", "outcome", "record", "texts", "states", "trial", "position", "stamp")


@pytest.fixture
def version() -> QuestionnaireVersion:
    programme = Programme.objects.create(
        slug="smallshire", title="A programme", place="Smallshire", as_of=datetime.date(2023, 11, 6)
    )
    return QuestionnaireVersion.objects.create(programme=programme, code="q", version="1", document="{}", sha256="0")


def row(version: QuestionnaireVersion, key: str, record: bytes = b"\x00\xff'%s") -> tuple[object, ...]:
    texts = ["it's 100%, \N{SNOWMAN}", None]
    return (
        version.pk,
        key,
        datetime.date(2023, 3, 31),
        "health",
        "complete",
        record,
        texts,
        "as",
        True,
        7,
        new_stamp(),
    )


def test_rows_come_back_as_objects_would(version: QuestionnaireVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    assert insert_rows(Response, FIELDS, (row(version, f"r{n}") for n in range(5))) == 5
    found = list(Response.objects.order_by("pk"))
    assert [response.key for response in found] == [f"r{n}" for n in range(5)]
    last = found[-1]
    assert (bytes(last.record), last.texts) == (b"\x00\xff'%s", ["it's 100%, \N{SNOWMAN}", None])
    assert (last.day, last.trial, last.position) == (datetime.date(2023, 3, 31), True, 7)
    assert last.questionnaire == version


def test_a_row_that_may_not_stand_takes_all_others_with_it(version: QuestionnaireVersion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Response, FIELDS, [row(version, "r1"), row(version, "r2"), row(version, "r1")])
    assert not Response.objects.exists()


def test_a_name_that_is_no_field_is_refused(version: QuestionnaireVersion) -> None:
    with pytest.raises(FieldDoesNotExist):
        insert_rows(Response, ("questionnaire", "account"), [(version.pk, "x")])


def test_no_rows_are_none() -> None:
    assert insert_rows(Response, FIELDS, []) == 0
