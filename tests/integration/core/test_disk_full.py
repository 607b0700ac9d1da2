"""A disk that is full: database, report, export and uploads are as before, and the page says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.factories.reports import small_figures, small_programme
from tests.unit.core.test_filing import held, room_for

from thinking_together.bundle.commands import export_folder
from thinking_together.core.faults import Fault, fault_of
from thinking_together.programmes.models import Programme
from thinking_together.report import commands

pytestmark = pytest.mark.django_db


def programme(slug: str, title: str = "T") -> Programme:
    return Programme.objects.create(
        slug=slug, title=title, place="Fernshire", area_code="X06000001", as_of=date(2026, 3, 1)
    )


def fill_the_disk() -> None:
    """Of the database: for good on SQLite; on PostgreSQL it is said once, in the words and class of its driver."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages + 1}")
        else:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$")


def test_a_database_without_room_keeps_all_of_a_write_or_nothing() -> None:
    programme("before")
    try:
        with pytest.raises(DatabaseError) as raised, transaction.atomic():
            programme("part-of-it")
            fill_the_disk()
            for number in range(500):  # past all pages that earlier tests left free
                programme(f"more-{number}", "x" * 100_000)
        assert fault_of(raised.value) is Fault.FULL
        assert [p.slug for p in Programme.objects.all()] == ["before"]
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA max_page_count = 1073741823")


def test_an_earlier_report_stays_where_there_is_no_room_for_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = {"short-report.html": b"1", commands.MANIFEST: b'{"format": "thinking-together-report", "files": []}'}
    commands._replace(tmp_path, written)
    with room_for(1000), pytest.raises(OSError):
        commands._replace(tmp_path, {"short-report.html": b"2" * 5000, commands.MANIFEST: b"2"})
    assert held(tmp_path) == written


def test_an_export_without_room_leaves_no_half_folder(tmp_path: Path) -> None:
    with small_figures():
        exported = small_programme()
        with room_for(10), pytest.raises(OSError):
            export_folder(exported, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.urls("tests.factories.broken_pages")
def test_an_upload_without_room_is_told_and_leaves_nothing(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.raise_request_exception = False
    with room_for(1000):
        response = client.post("/send", {"file": SimpleUploadedFile("a.csv", b"x" * 200_000)})
    assert response.status_code == 503
    assert "nothing can be kept at the moment" in response.content.decode()
    assert held(tmp_path) == {}
