"""A backup whose file is whole and whose contents do not fit: what is refused, and what is brought up to date."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.factories.installations import Installation, another_connection, holdings

from thinking_together.core.backup.container import new_container, opened_container
from thinking_together.core.backup.problems import BackupRefused
from thinking_together.core.backup.records import Restoration
from thinking_together.core.backup.restoring import restore_backup
from thinking_together.core.backup.taking import take_backup
from thinking_together.evidence.models import Text

Manifest = dict[str, Any]
Members = dict[str, bytes]


@pytest.fixture
def altered(installation: Installation, tmp_path: Path) -> Callable[[Callable[[Manifest, Members], None]], Path]:
    """A backup with other contents and a right checksum, as another version could have written it."""

    def write(change: Callable[[Manifest, Members], None]) -> Path:
        take_backup(tmp_path / "good.ttb")
        with opened_container(tmp_path / "good.ttb") as (archive, _):
            members = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(members["manifest.json"])
        change(manifest, members)
        members["manifest.json"] = json.dumps(manifest).encode()
        with new_container(tmp_path / "altered.ttb") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return tmp_path / "altered.ttb"

    return write


def newer_schema(manifest: Manifest, members: Members) -> None:
    manifest["migrations"].append("survey.9999_of_next_year")


def newer_format(manifest: Manifest, members: Members) -> None:
    manifest["format"] = 2


def a_line_less(manifest: Manifest, members: Members) -> None:
    name = "tables/programmes.Sector.jsonl"
    members[name] = members[name].split(b"\n", 1)[1]


def a_table_less(manifest: Manifest, members: Members) -> None:
    del members["tables/programmes.Sector.jsonl"]


def other_columns(manifest: Manifest, members: Members) -> None:
    manifest["tables"][0]["columns"].append("colour")


def a_value_that_is_stored_otherwise(manifest: Manifest, members: Members) -> None:
    next(table for table in manifest["tables"] if table["rows"])["digest"] = "0" * 64


def a_file_that_leads_out(manifest: Manifest, members: Members) -> None:
    manifest["files"] = [{"path": "../../outside", "size": 1, "sha256": "0" * 64}]
    members["files/../../outside"] = b"x"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (newer_schema, "newer version"),
        (newer_format, "newer version"),
        (a_line_less, "Sector is damaged"),
        (a_table_less, "does not hold what its manifest says"),
        (other_columns, "does not fit its own schema"),
        (a_value_that_is_stored_otherwise, "would not hold what the backup holds"),
        (a_file_that_leads_out, "leads out of its folder"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    altered: Callable[..., Path],
    installation: Installation,
    change: Callable[[Manifest, Members], None],
    told: str,
) -> None:
    before = holdings()
    with pytest.raises(BackupRefused, match=told):
        restore_backup(altered(change))
    assert holdings() == before
    assert not Restoration.objects.exists()
    assert not list(installation.var.glob("*.restor*"))


@pytest.mark.usefixtures("by_migrations")
def test_a_backup_of_an_older_schema_is_brought_up_to_date(
    altered: Callable[..., Path], installation: Installation
) -> None:
    """As it would have been taken before the tables of purges and restores were made: all others by migrations."""

    def older(manifest: Manifest, members: Members) -> None:
        manifest["migrations"] = [name for name in manifest["migrations"] if not name.startswith("core.")]
        manifest["tables"] = [table for table in manifest["tables"] if not table["model"].startswith("core.")]
        for name in [name for name in members if name.startswith("tables/core.")]:
            del members[name]

    before = holdings()
    restore_backup(altered(older))
    assert holdings() == before
    assert Restoration.objects.count() == 1
    last = Text.objects.order_by("-pk")[0]
    new = Text.objects.create(programme=last.programme, phase="survey", ref="new", unit="u", body="b", sha256="")
    assert new.pk > last.pk, "numbers go on above the restored ones"


def test_a_database_that_others_use_is_not_taken_from_under_them(installation: Installation, tmp_path: Path) -> None:
    """SQLite's file must be nobody's; PostgreSQL waits for those who read, and says so when that takes too long."""
    take_backup(tmp_path / "b.ttb")
    before = holdings()
    other = another_connection()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT COUNT(*) FROM programmes_programme")
        with pytest.raises(BackupRefused, match="in use"):
            restore_backup(tmp_path / "b.ttb")
    other.close()
    assert holdings() == before


def test_a_database_that_cannot_be_read_is_restored_over(installation: Installation, tmp_path: Path) -> None:
    before = holdings()
    take_backup(tmp_path / "b.ttb")
    if connection.vendor == "sqlite":
        connection.close()
        (installation.var / "thinking-together.sqlite3").write_bytes(b"no database at all" * 1000)
        (installation.var / "thinking-together.sqlite3-wal").write_bytes(b"nor its log")
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE programmes_programme CASCADE")
    restore_backup(tmp_path / "b.ttb")
    assert holdings() == before
