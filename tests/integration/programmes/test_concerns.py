"""A safeguarding concern: its words are out of everybody's sight, and told to nobody by e-mail."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from tests.factories import people

from thinking_together.bundle.commands import export_folder
from thinking_together.core.audit import AuditEvent
from thinking_together.core.closed import ReadOnly
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import purge_text
from thinking_together.evidence.domain.texts import NewText, add_texts
from thinking_together.evidence.models import Text
from thinking_together.programmes import concerns
from thinking_together.programmes.domain.closing import archive
from thinking_together.programmes.domain.concerns import NotForThem, NothingDone, raise_concern, settle_concern
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.models import Concern, Membership, Programme

pytestmark = pytest.mark.django_db
WORDS = "SecretWords of the 🌿 child"
WORRY = "SecretWorry"
REF = "reflection/rs1/noticing/1"


@pytest.fixture
def alder() -> Programme:
    made = people.programme("alder", children_number="01632 960000")
    for duty, name in (("safeguarding_lead", "rowan"), ("safeguarding_deputy", "ada")):
        made.responsible.create(duty=duty, name=name.title(), email=f"{name}@alder.example", phone="1")
    add_texts(programme=made, phase="reflection", texts=[NewText(REF, "rs1", WORDS)], by=SYSTEM)
    return made


@pytest.fixture
def reader(alder: Programme) -> Membership:
    return people.member(alder, Role.FACILITATOR, "hana@alder.example", name="Hana")


@pytest.fixture
def safeguarding(alder: Programme) -> Membership:
    return people.member(alder, Role.VIEWER, "rowan@alder.example", name="Rowan")


def raised(alder: Programme, reader: Membership, key: uuid.UUID | None = None) -> Concern:
    return raise_concern(
        programme=alder, kind="text", about=REF, worry=WORRY, key=key or uuid.uuid4(), by=reader.person
    )


def test_the_words_lie_with_the_concern_alone_and_come_back_as_they_were(
    alder: Programme, reader: Membership, safeguarding: Membership
) -> None:
    before = Text.objects.get()
    concern = raised(alder, reader)
    hidden = Text.objects.get()
    assert set(hidden.body) == {"█"} and len(hidden.body) == len(WORDS)
    assert Concern.objects.get().words == WORDS
    settle_concern(concern=concern, done="Told the team.", put_back=True, by=safeguarding.person)
    after = Text.objects.get()
    assert (after.body, after.sha256) == (before.body, before.sha256)
    assert Concern.objects.get().words == ""


def test_the_message_the_log_and_a_bundle_hold_no_word_of_it(
    alder: Programme, reader: Membership, safeguarding: Membership, tmp_path: Path, mailoutbox: list[EmailMessage]
) -> None:
    pause(programme=alder, by=reader.person)
    concern = raised(alder, reader)
    assert sorted(m.to[0] for m in mailoutbox) == ["ada@alder.example", "rowan@alder.example"]
    export_folder(alder, tmp_path)
    settle_concern(concern=concern, done="SecretDeed", put_back=False, by=safeguarding.person)
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    events = repr(list(AuditEvent.objects.values_list("label", "details")))
    for held in (*(m.message().as_bytes() for m in mailoutbox), files, events.encode()):
        assert b"Secret" not in held
        assert WORDS.encode() not in held
    assert "harm" not in mailoutbox[0].subject and "116 123" in str(mailoutbox[0].body)


def test_nobody_else_sees_or_settles_it_a_lead_included(
    alder: Programme, reader: Membership, safeguarding: Membership
) -> None:
    concern = raised(alder, reader)
    lead = people.member(alder, Role.LEAD)
    birch = people.member(people.programme("birch"), Role.LEAD)
    for who in (reader, lead, birch):
        with pytest.raises(NotForThem):
            settle_concern(concern=concern, done="x", put_back=True, by=who.person)
        page = people.visit(who.person, second_factor=who.role == Role.LEAD).get(f"/p/alder/concerns/{concern.pk}")
        assert page.status_code in (403, 404) and b"Secret" not in page.content
    listed = people.visit(safeguarding.person).get("/p/alder/concerns/")
    assert listed.status_code == 200 and b"Secret" not in listed.content
    shown = people.visit(safeguarding.person).get(f"/p/alder/concerns/{concern.pk}").content
    assert WORDS.encode() in shown and WORRY.encode() in shown


def test_it_is_settled_on_its_page_once_something_was_done(
    alder: Programme, reader: Membership, safeguarding: Membership
) -> None:
    concern = raised(alder, reader)
    client, page = people.visit(safeguarding.person), f"/p/alder/concerns/{concern.pk}"
    assert b"Enter what was done" in client.post(page, {"done": " "}).content
    with pytest.raises(NothingDone):
        settle_concern(concern=concern, done=" ", put_back=True, by=safeguarding.person)
    assert client.post(page, {"done": "Told the team.", "put_back": "on"}).status_code == 302
    assert client.post(page, {"done": "Something else."}).status_code == 302
    settled = Concern.objects.get()
    assert (settled.done, settled.settled_by) == ("Told the team.", safeguarding.person)
    assert Text.objects.get().body == WORDS
    assert WORDS.encode() not in client.get(page).content


def test_the_same_form_twice_is_one_concern_and_two_forms_are_two(
    alder: Programme, reader: Membership, mailoutbox: list[EmailMessage]
) -> None:
    key = uuid.uuid4()
    assert raised(alder, reader, key) == raised(alder, reader, key)
    second = raised(alder, reader)
    assert Concern.objects.count() == 2 and len(mailoutbox) == 4
    assert second.words == ""  # the first has them


def test_words_that_are_purged_meanwhile_do_not_come_back(
    alder: Programme, reader: Membership, safeguarding: Membership
) -> None:
    concern = raised(alder, reader)
    purge_text(programme=alder, ref=REF, by=SYSTEM)
    settle_concern(concern=concern, done="Done.", put_back=True, by=safeguarding.person)
    assert set(Text.objects.get().body) == {"█"}


def test_nothing_is_raised_where_nothing_may_be_changed_and_nothing_is_half_done(
    alder: Programme, reader: Membership, mailoutbox: list[EmailMessage]
) -> None:
    with pytest.raises(concerns.UnknownKind):
        raise_concern(programme=alder, kind="nothing", about="x", worry="", key=uuid.uuid4(), by=reader.person)
    archive(programme=alder, by=SYSTEM)
    with pytest.raises(ReadOnly):
        raised(alder, reader)
    assert Text.objects.get().body == WORDS and mailoutbox == [] and not Concern.objects.exists()


def test_an_invented_programme_sends_nothing(
    alder: Programme, reader: Membership, mailoutbox: list[EmailMessage]
) -> None:
    Programme.objects.update(invented=True)
    raised(Programme.objects.get(), reader)
    assert mailoutbox == []


def test_what_concerns_say_goes_with_the_notes(alder: Programme, reader: Membership) -> None:
    raised(alder, reader)
    assert concerns.forget_words(alder) == 1
    kept = Concern.objects.get()
    assert (kept.words, kept.worry, kept.about) == ("", "", REF)
