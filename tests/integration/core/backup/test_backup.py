"""A whole installation into a file and out of it: equal, at one moment, all or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from tests.factories.installations import Installation, another_connection, holdings

from thinking_together.cli.backup import backup
from thinking_together.core.audit import AuditEvent
from thinking_together.core.backup.problems import BackupRefused
from thinking_together.core.backup.restoring import restore_backup
from thinking_together.core.backup.tables import LEFT_OUT, all_models, kept_models
from thinking_together.core.backup.taking import take_backup
from thinking_together.core.mail.models import OutgoingMail
from thinking_together.evidence.models import Text
from thinking_together.literature.models import Record
from thinking_together.programmes.models import Participant, Programme, Sector

FROM_ELSEWHERE = "import os, resource, sys, django; from pathlib import Path; django.setup(); "


def spoil() -> None:
    """What a restore has to undo: changed, deleted and added records."""
    Text.objects.update(body="spoilt")
    Record.objects.all().delete()
    Programme.objects.create(slug="other", title="Other", place="Elsewhere", area_code="X1", as_of=dt.date(2026, 1, 1))


def elsewhere(installation: Installation, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a program on the installation in a process of its own."""
    connection.close()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= installation.environment | {"DJANGO_SETTINGS_MODULE": "thinking_together.config.settings"}
    command = [sys.executable, "-c", FROM_ELSEWHERE + program, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_what_is_restored_is_what_was_there(installation: Installation, tmp_path: Path) -> None:
    kept = installation.var / "files/notes"
    kept.mkdir(parents=True)
    (kept / "a.txt").write_bytes(b"kept")
    before = holdings()
    assert sum(len(rows) for rows in before.values()) > 4000
    taken = take_backup(tmp_path / "b.ttb")
    assert taken.manifest.rows >= sum(len(rows) for rows in before.values())
    spoil()
    (kept / "a.txt").write_bytes(b"overwritten")
    (kept / "later.txt").write_bytes(b"later")
    restore_backup(tmp_path / "b.ttb")
    assert holdings() == before
    event = AuditEvent.objects.get(action="installation.restored")
    assert (event.who_name, event.details) == ("System", {"file": "b.ttb", "sha256": taken.sha256, "purges": 0})
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == {"a.txt": b"kept"}
    last = Text.objects.order_by("-pk")[0]
    new = Text.objects.create(programme=last.programme, phase="survey", ref="new", unit="u", body="b", sha256="")
    assert new.pk > last.pk, "numbers go on above the restored ones"


def test_it_goes_into_an_installation_where_nothing_was_done(
    installation: Installation, empty: Installation, tmp_path: Path
) -> None:
    before = holdings()
    take_backup(tmp_path / "b.ttb")
    with empty.opened():
        restore_backup(tmp_path / "b.ttb")
        assert holdings() == before
        take_backup(tmp_path / "again.ttb")


def test_only_the_owner_may_read_a_backup_and_nothing_is_overwritten(
    installation: Installation, tmp_path: Path
) -> None:
    target = tmp_path / "b.ttb"
    backup(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    was = target.read_bytes()
    with pytest.raises(BackupRefused, match="is there already"):
        take_backup(target)
    assert target.read_bytes() == was
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ""] == ["b.ttb"]
    event = AuditEvent.objects.get(action="installation.backed_up")
    assert (event.who_name, event.programme_slug, event.details["file"]) == ("System", "", "b.ttb")
    assert event.details["sha256"] == hashlib.sha256(was.split(b"\n", 1)[1]).hexdigest()
    assert str(tmp_path) not in str(AuditEvent.objects.values())


def test_a_backup_is_of_one_moment_while_others_write(installation: Installation, tmp_path: Path) -> None:
    """Between the tables of participants and sectors somebody commits a change of both."""
    before = holdings()
    writer = another_connection()
    changed = []

    def write(label: str) -> None:
        if label == "programmes.Phase":
            with writer.cursor() as cursor:
                cursor.execute("UPDATE programmes_sector SET headcount = 77")
                cursor.execute("UPDATE programmes_participant SET role = 'changed'")
                changed.append(cursor.rowcount)

    take_backup(tmp_path / "b.ttb", progress=write)
    writer.close()
    assert changed == [len(before["programmes.Participant"])]
    assert set(Sector.objects.values_list("headcount", flat=True)) == {77}
    restore_backup(tmp_path / "b.ttb")
    assert holdings() == before
    assert not Participant.objects.filter(role="changed").exists()


def test_a_restore_that_is_killed_leaves_the_data_whole(installation: Installation, tmp_path: Path) -> None:
    take_backup(tmp_path / "b.ttb")
    spoil()
    before = holdings()
    program = (
        "from tests.factories.known_schema import learnt; from thinking_together.core.backup import restoring; "
        "restoring.build_schema = learnt(sys.argv[2]).build; kill = lambda: os.kill(os.getpid(), 9); "
        "restoring.restore_backup(Path(sys.argv[1]), progress=lambda label: label.startswith('s') and kill())"
    )
    killed = elsewhere(installation, program, str(tmp_path / "b.ttb"), installation.url)
    assert killed.returncode == -9, killed.stderr
    assert holdings() == before
    restore_backup(tmp_path / "b.ttb")
    assert not Programme.objects.filter(slug="other").exists()
    assert {path.name for path in installation.var.iterdir()} <= {
        "thinking-together.sqlite3",
        "thinking-together.sqlite3-wal",
        "thinking-together.sqlite3-shm",
        "files",
        "purges.jsonl",
        "restore.lock",
    }


def test_a_full_disk_leaves_no_file(installation: Installation, tmp_path: Path) -> None:
    program = (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000)); "
        "from thinking_together.cli.backup import backup; backup(Path(sys.argv[1]))"
    )
    (tmp_path / "out").mkdir()
    full = elsewhere(installation, program, str(tmp_path / "out/b.ttb"))
    assert full.returncode != 0
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_is_not_as_it_was_written_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    take_backup(tmp_path / "b.ttb")
    good = (tmp_path / "b.ttb").read_bytes()
    before = holdings()
    for where in (0, 40, 97, 5_000, len(good) // 2, len(good) - 40, len(good) - 1):
        _refused(tmp_path, good[:where] + bytes([good[where] ^ 1]) + good[where + 1 :])
        _refused(tmp_path, good[:where])
    _refused(tmp_path, good + b"\0")
    assert holdings() == before


def test_a_file_of_another_kind_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1}))
    before = holdings()
    _refused(tmp_path, (tmp_path / "other.zip").read_bytes())
    assert holdings() == before


def _refused(folder: Path, content: bytes) -> None:
    (folder / "spoilt.ttb").write_bytes(content)
    with pytest.raises(BackupRefused):
        restore_backup(folder / "spoilt.ttb")


def test_queues_and_sign_ins_do_not_come_back_and_nothing_kept_refers_to_them(
    installation: Installation, tmp_path: Path
) -> None:
    """Mail that was sent since must not be sent again."""
    OutgoingMail.objects.create(sender="a@example.org", recipients=["b@example.org"], message=b"waiting")
    taken = take_backup(tmp_path / "b.ttb")
    assert "mail.OutgoingMail" not in {table.model for table in taken.manifest.tables}
    restore_backup(tmp_path / "b.ttb")
    assert not OutgoingMail.objects.exists()
    kept = {model._meta.label for model in kept_models()}
    every = {model._meta.label for model in all_models()}
    assert {label.lower() for label in every - kept} <= LEFT_OUT
    for model in kept_models():
        referred = {field.related_model._meta.label for field in model._meta.get_fields() if field.many_to_one}
        assert referred <= kept, model._meta.label
