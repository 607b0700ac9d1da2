"""What was purged does not come back, whatever backup is restored wherever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.factories.installations import Installation, holdings

from thinking_together.core import purges
from thinking_together.core.audit import AuditEvent
from thinking_together.core.backup.kept_files import finish_exchange
from thinking_together.core.backup.restoring import restore_backup
from thinking_together.core.backup.taking import take_backup
from thinking_together.core.purge_journal import JournalUnreadable
from thinking_together.core.purge_records import Purge
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import NoSuchText, purge_text
from thinking_together.evidence.models import QuoteCheck, Text
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.models import Coding


def an_open_answer() -> Text:
    return next(text for text in Text.objects.filter(phase="survey") if len(text.body) > 60)


def said() -> dict[str, list[Any]]:
    """What the database holds but for the random stamps that a change gives to responses."""
    found = holdings()
    for row in found["survey.Response"]:
        del row["fields"]["stamp"]
    return found


def everything() -> str:
    return json.dumps(holdings(), ensure_ascii=False)


def test_a_purge_takes_every_copy_and_leaves_the_rest(installation: Installation) -> None:
    text = an_open_answer()
    codings = Coding.objects.count()
    others = list(Text.objects.exclude(pk=text.pk).values_list("ref", "body"))
    assert text.body in everything()
    purge_text(programme=text.programme, ref=text.ref, by=SYSTEM)
    assert text.body not in everything()
    after = Text.objects.get(pk=text.pk)
    assert len(after.body) == len(text.body) and set(after.body) <= {"█", "\n"}
    assert after.sha256 != text.sha256
    assert Coding.objects.count() == codings
    assert list(Text.objects.exclude(pk=text.pk).values_list("ref", "body")) == others
    event = AuditEvent.objects.get(action="text.purged")
    assert (event.record_pk, event.label) == (str(text.pk), str(text))


def test_a_purged_text_cannot_be_quoted(installation: Installation) -> None:
    check = QuoteCheck.objects.select_related("text").order_by("pk")[0]
    purge_text(programme=check.text.programme, ref=check.text.ref, by=SYSTEM)
    assert not QuoteCheck.objects.filter(text=check.text).exists()
    assert QuoteCheck.objects.exists()


def test_the_words_are_in_no_file_of_the_installation_afterwards(installation: Installation) -> None:
    text = an_open_answer()
    words = text.body[:40].encode()
    purge_text(programme=text.programme, ref=text.ref, by=SYSTEM)
    files = [path for path in installation.var.rglob("*") if path.is_file()]
    assert [path.name for path in files if words in path.read_bytes()] == []
    journal = (installation.var / "purges.jsonl").read_text()
    assert text.ref in journal
    assert (installation.var / "purges.jsonl").stat().st_mode & 0o777 == 0o600


def test_an_older_backup_does_not_bring_it_back(installation: Installation, tmp_path: Path) -> None:
    text = an_open_answer()
    take_backup(tmp_path / "before.ttb")
    purge_text(programme=text.programme, ref=text.ref, by=SYSTEM)
    purged = said()
    Text.objects.filter(pk=text.pk).update(body="anything else")
    restored = restore_backup(tmp_path / "before.ttb")
    assert restored.purges == 1
    assert said() == purged
    assert Purge.objects.count() == 1
    assert text.body not in everything()


def test_nor_where_the_database_is_lost_and_the_journal_is_not(
    installation: Installation, empty: Installation, tmp_path: Path
) -> None:
    text = an_open_answer()
    take_backup(tmp_path / "before.ttb")
    purge_text(programme=text.programme, ref=text.ref, by=SYSTEM)
    journal = installation.var / "purges.jsonl"
    with empty.opened():
        restore_backup(tmp_path / "before.ttb", other_journals=[journal])
        assert text.body not in everything()
        assert (empty.var / "purges.jsonl").read_bytes() == journal.read_bytes()


def test_nor_where_the_journal_is_lost_and_the_database_is_not(installation: Installation, tmp_path: Path) -> None:
    text = an_open_answer()
    take_backup(tmp_path / "before.ttb")
    purge_text(programme=text.programme, ref=text.ref, by=SYSTEM)
    (installation.var / "purges.jsonl").unlink()
    restore_backup(tmp_path / "before.ttb")
    assert text.body not in everything()
    assert text.ref in (installation.var / "purges.jsonl").read_text()


def test_a_journal_that_cannot_be_read_keeps_from_restoring(installation: Installation, tmp_path: Path) -> None:
    take_backup(tmp_path / "b.ttb")
    before = holdings()
    (installation.var / "purges.jsonl").write_text("not an entry\n")
    with pytest.raises(JournalUnreadable, match="line 1"):
        restore_backup(tmp_path / "b.ttb")
    assert holdings() == before


def test_half_a_line_of_a_crash_is_passed_over_and_replaced(installation: Installation) -> None:
    journal = purges.journal_path()
    journal.write_text('{"id": "half of a li')
    text = an_open_answer()
    purge_text(programme=text.programme, ref=text.ref, by=SYSTEM)
    assert [json.loads(line)["key"] for line in journal.read_text().splitlines()] == [f"fernshire/{text.ref}"]


def test_a_purge_that_cannot_be_written_down_did_not_happen(installation: Installation) -> None:
    """Else a restore would bring back what people were told is gone."""
    text = an_open_answer()
    purges.journal_path().mkdir()
    with pytest.raises(OSError, match="directory"):
        purge_text(programme=text.programme, ref=text.ref, by=SYSTEM)
    assert Text.objects.get(pk=text.pk).body == text.body
    assert not Purge.objects.exists()


def test_a_name_that_no_text_has_is_refused(installation: Installation) -> None:
    with pytest.raises(NoSuchText, match="survey/nobody/nothing"):
        purge_text(programme=Programme.objects.get(), ref="survey/nobody/nothing", by=SYSTEM)
    assert not Purge.objects.exists()


def test_files_take_their_place_after_a_crash_that_came_between(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is the restored one already: the next start finishes with the files."""
    kept = installation.var / "files"
    kept.mkdir()
    (kept / "a.txt").write_text("of the backup")
    take_backup(tmp_path / "b.ttb")
    (kept / "a.txt").write_text("later")
    calls: list[None] = []

    def crash() -> None:
        calls.append(None)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("thinking_together.core.backup.restoring.finish_exchange", crash)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(tmp_path / "b.ttb")
    assert (kept / "a.txt").read_text() == "later"
    connection.close()
    finish_exchange()
    assert (kept / "a.txt").read_text() == "of the backup"
    assert not list(installation.var.glob("files.*"))
