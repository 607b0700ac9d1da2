"""What no folder holds: it never leaves in a bundle, and stays when a newer folder replaces the programme."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from tests.factories.outbox import NEWS, gathering, link_in, real_programme, sent, takes_part

from thinking_together.bundle.commands import export_folder, import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import sign_up
from thinking_together.gatherings.models import Attendance, Gathering
from thinking_together.messaging.domain import send
from thinking_together.messaging.models import Delivery, Link, Message, QuietHours, Stop
from thinking_together.messaging.parts import Recipient
from thinking_together.programmes.models import Programme, RetentionCode
from thinking_together.programmes.retention import delete_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """With somebody who has a place, somebody who waits, somebody outside, and somebody who wants no more."""
    made = real_programme()
    event = gathering(made, capacity=1, about="# Welcome", planned_size=9)
    for name in ("ann", "ben"):
        sign_up(gathering=event, participant=takes_part(made, name), by=SYSTEM)
    told = {"kind": NEWS.code, "subject": "News", "body": "Hi.", "by": SYSTEM}
    send(programme=made, key="news", to=[Recipient("cat@other.example")], **told)
    Stop.objects.create(programme=made, address="dan@other.example", reason="asked")
    return made


def test_a_bundle_holds_how_it_is_arranged_and_no_address_token_or_link_to_join(
    programme: Programme, tmp_path: Path
) -> None:
    sent()
    export_folder(programme, tmp_path / "out")
    whole = b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())
    for hidden in (b"@trust.example", b"@other.example", b"meet.example", *(d.encode() for d in digests())):
        assert hidden not in whole
    assert b"coming" in whole and b"reserve" in whole and b"# Welcome" in whole


def digests() -> list[str]:
    found = list(Link.objects.values_list("digest", flat=True))
    assert found
    return found


def test_what_was_sent_and_to_whom_stays_and_links_still_open(programme: Programme, tmp_path: Path) -> None:
    mails = {str(mail.to[0]): str(mail.body) for mail in sent()}
    way = link_in(mails["ann@trust.example"], "/places/")
    before = Gathering.objects.values("uid", "sequence", "starts", "ends", "capacity", "state", "about", "joining_link")
    held = before.get()
    export_folder(programme, tmp_path / "out")
    newer = import_folder(tmp_path / "out", replace=True, by=SYSTEM)
    assert newer.pk != programme.pk
    assert before.get() == held
    assert sent() == []
    assert sorted((d.to, d.state, d.participant is not None) for d in Delivery.objects.all()) == [
        ("ann@trust.example", "sent", True),
        ("ben@trust.example", "sent", True),
        ("cat@other.example", "sent", False),
    ]
    assert (Stop.objects.get().programme, QuietHours.objects.get().programme) == (newer, newer)
    assert "You have a place" in Client().get(way).content.decode()
    assert Client().post(way, {"reason": "other"}).status_code == 302
    assert [mail.to for mail in sent()] == [["ann@trust.example"], ["ben@trust.example"]]


def test_what_waits_is_sent_after_the_replacement_once(programme: Programme, tmp_path: Path) -> None:
    export_folder(programme, tmp_path / "out")
    import_folder(tmp_path / "out", replace=True, by=SYSTEM)
    assert sorted(str(mail.to[0]) for mail in sent()) == ["ann@trust.example", "ben@trust.example", "cat@other.example"]
    assert sent() == []


def test_with_the_contacts_all_that_was_written_goes_and_who_came_is_still_counted(programme: Programme) -> None:
    other = real_programme("birch")
    told = {"kind": NEWS.code, "subject": "News", "body": "Hi.", "by": SYSTEM}
    kept = send(programme=other, key="news", to=[Recipient("eve@other.example")], **told)
    sent()
    assert delete_of(programme, RetentionCode.CONTACTS) >= 3
    assert list(Message.objects.all()) == [kept]
    assert not (Link.objects.filter(programme=programme).exists() or Stop.objects.exists())
    assert Attendance.objects.count() == 2
    assert not programme.participants.exclude(email="").exists()
