"""A lead, or whoever answers for safeguarding, removes words for good; nobody else, nothing of another programme."""

from __future__ import annotations

import re
import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from tests.factories import people

from thinking_together.core import purges
from thinking_together.core.audit import AuditEvent, add_event
from thinking_together.core.permissions import Role
from thinking_together.core.purge_records import Purge
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import NoSuchText, purge_log, purge_words
from thinking_together.evidence.models import Text
from thinking_together.evidence.words_found import MOST, passage, places_of
from thinking_together.programmes.domain.closing import archive
from thinking_together.programmes.models import Membership, Programme
from thinking_together.reflection.models import NoteDraft, Question

pytestmark = pytest.mark.django_db
PAGE = "/p/alder/setup/words"
SAID = "We rang Zebedee Quill at the school."


def text(of: Programme, ref: str, body: str, version: int = 1) -> Text:
    phase = ref.split("/")[0]
    return Text.objects.create(
        programme=of, phase=phase, ref=ref, version=version, unit="u", body=body, sha256="0" * 64
    )


def line(of: Programme, label: str) -> AuditEvent:
    record = Programme(pk=of.pk, slug=of.slug, title=label)
    return add_event(by=SYSTEM, action="partner.changed", record=record, programme=of.slug, details={})


@pytest.fixture
def alder() -> Programme:
    made = people.programme("alder")
    text(made, "reflection/s1/q1/1", SAID)
    text(made, "reflection/s1/q1/1", "We rang somebody.", version=2)
    text(made, "reflection/s1/q1/2", "Nothing of the kind.")
    line(made, "Zebedee Quill’s team")
    return made


@pytest.fixture
def birch() -> Programme:
    made = people.programme("birch")
    text(made, "reflection/s1/q1/1", SAID)
    line(made, "Zebedee Quill’s team")
    return made


@pytest.fixture
def lead(alder: Programme) -> Membership:
    return people.member(alder, Role.LEAD, name="Kim Lead")


@pytest.fixture
def client(lead: Membership) -> Client:
    return people.visit(lead.person, second_factor=True)


def bodies(of: Programme) -> list[str]:
    return list(Text.objects.filter(programme=of).order_by("ref", "version").values_list("body", flat=True))


def labels(of: Programme) -> list[str]:
    found = AuditEvent.objects.filter(programme_slug=of.slug, action="partner.changed")
    return list(found.values_list("label", flat=True))


def remove(client: Client, *chosen: str, words: str = "zebedee quill", sure: str = "on") -> str:
    """What the page says, nothing where it did what was asked."""
    told = {"words": words, "act": "remove", "chosen": chosen, "sure": sure}
    response = client.post(PAGE, {name: value for name, value in told.items() if value})
    return "" if response.status_code == 302 else response.content.decode()


def test_words_are_found_shown_and_removed_from_every_version_and_the_log(
    client: Client, alder: Programme, birch: Programme
) -> None:
    page = client.post(PAGE, {"words": "zebedee quill"}).content.decode()
    assert re.findall(r'name="chosen"[^>]*value="([^"]+)"', page) == ["text:reflection/s1/q1/1", f"line:{first(alder)}"]
    assert SAID in page
    assert remove(client, "text:reflection/s1/q1/1", f"line:{first(alder)}") == ""
    assert bodies(alder) == ["█" * len(SAID), "█" * 17, "Nothing of the kind."]
    assert labels(alder) == [""]
    assert "The words of 2 places are gone" in client.get(PAGE).content.decode()
    assert "stand in no text, message" in client.post(PAGE, {"words": "zebedee quill"}).content.decode()
    assert (bodies(birch), labels(birch)) == ([SAID], ["Zebedee Quill’s team"])


def first(of: Programme) -> int:
    return AuditEvent.objects.get(programme_slug=of.slug, action="partner.changed").pk


def test_the_log_tells_who_removed_and_never_what_it_said(client: Client, alder: Programme, lead: Membership) -> None:
    remove(client, "text:reflection/s1/q1/1", f"line:{first(alder)}")
    told = AuditEvent.objects.filter(action__in=("text.purged", "log.words_removed")).order_by("action")
    assert [(e.action, e.who, e.details) for e in told] == [
        ("log.words_removed", lead.person, {"line": first(alder)}),
        ("text.purged", lead.person, {"records": 2}),
    ]
    everything = str(list(AuditEvent.objects.values())) + str(list(Purge.objects.values()))
    assert "zebedee" not in everything.lower() + purges.journal_path().read_text().lower()


def test_what_went_does_not_come_back_with_an_older_backup(client: Client, alder: Programme) -> None:
    remove(client, "text:reflection/s1/q1/1", f"line:{first(alder)}")
    entries = purges.recorded()
    Text.objects.filter(ref="reflection/s1/q1/1").delete()
    text(alder, "reflection/s1/q1/1", SAID)
    Purge.objects.all().delete()
    assert purges.replay(entries) == 2
    assert bodies(alder)[0] == "█" * len(SAID)


def test_nothing_is_removed_without_a_choice_and_a_confirmation(client: Client, alder: Programme) -> None:
    assert "Choose what to remove" in remove(client)
    assert "Tick the box" in remove(client, "text:reflection/s1/q1/1", sure="")
    assert "Enter at least 3 characters" in client.post(PAGE, {"words": "ze"}).content.decode()
    assert "Enter the name or the words" in remove(client, "text:reflection/s1/q1/1", words="")
    assert SAID in bodies(alder) and not Purge.objects.exists()


def test_what_was_not_found_or_is_of_another_programme_is_not_removed(
    client: Client, alder: Programme, birch: Programme
) -> None:
    for chosen in ("text:reflection/s1/q1/2", f"line:{first(birch)}", "line:0", "text:", "nothing"):
        assert "not there any more" in remove(client, chosen)
    with pytest.raises(NoSuchText):
        purge_log(programme=alder, event=first(birch), by=SYSTEM)
    assert (bodies(birch), labels(birch)) == ([SAID], ["Zebedee Quill’s team"])
    assert not Purge.objects.exists()


def test_whoever_answers_for_safeguarding_may_and_other_members_may_not(alder: Programme) -> None:
    viewer = people.member(alder, Role.VIEWER, "sam@alder.example")
    visit = people.visit(viewer.person)
    assert (visit.get(PAGE).status_code, visit.post(PAGE, {"words": "zebedee"}).status_code) == (403, 403)
    alder.responsible.create(duty="safeguarding_deputy", name="Sam", email="SAM@alder.example", phone="1")
    assert f'href="{PAGE}"' in visit.get("/p/alder/").content.decode()
    assert remove(visit, "text:reflection/s1/q1/1") == ""
    assert SAID not in bodies(alder)


def test_words_can_be_removed_from_what_is_archived(client: Client, alder: Programme, lead: Membership) -> None:
    archive(programme=alder, by=lead.person)
    assert remove(client, "text:reflection/s1/q1/1", f"line:{first(alder)}") == ""
    assert SAID not in bodies(alder)


def test_a_long_list_says_that_there_is_more(alder: Programme) -> None:
    for number in range(MOST + 1):
        text(alder, f"survey/r{number}/open", "cup of tea")
    found = places_of(alder, "cup of tea", may=lambda _: True)
    assert (len(found.texts), found.more) == (MOST, True)
    assert not places_of(alder, "Zebedee", may=lambda _: True).more


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Tea", "Tea"),
        ("a" * 70 + " TEA " + "b" * 70, "…" + "a" * 59 + " TEA " + "b" * 59 + "…"),
        ("x\ntea\ny", "x tea y"),
    ],
)
def test_a_passage_is_cut_around_the_words(body: str, shown: str) -> None:
    assert passage(body, "tea") == shown


def write_everywhere(of: Programme, said: str) -> None:
    """One record of each room in which people write."""
    now = timezone.now()
    made = of.gatherings.create(code="s1", kind="reflective_session", title=said, about=said, day=of.as_of)
    asked = Question.objects.create(programme=of, code="noticing", text="What is noticed?")
    NoteDraft.objects.create(session=made, question=asked, who="group", body=said, version=4)
    of.updates.create(code="u1", title=said, body=f"{said}\n\nMore.")
    of.answered.create(code="a1", said=said, did=said, day=of.as_of)
    message = of.messages.create(key=str(now), kind="update", subject=said, body_markdown=said)
    message.files.create(name="a.ics", content_type="text/calendar", content=said.encode())
    of.pauses.create(reason=said)
    of.concerns.create(key=uuid.uuid4(), kind="notes", about="s1/-/-", worry=said, words=said, done=said)


def holding(words: str) -> set[str]:
    """Every table of the installation that holds the words anywhere."""
    tables = [model for model in apps.get_models() if model._meta.managed]
    return {m._meta.label for m in tables if words in str(list(m._base_manager.values())).casefold()}


def test_no_table_holds_words_that_were_removed_and_nothing_else_went(
    client: Client, alder: Programme, birch: Programme
) -> None:
    alder.responsible.create(duty="safeguarding_lead", name="Kim", email="lead@alder.example", phone="1")
    write_everywhere(alder, SAID)
    write_everywhere(birch, "We rang Quentin Ochre at the school.")
    birch_text = Text.objects.get(programme=birch)
    birch_text.body = "Nothing."
    birch_text.save()
    page = client.post(PAGE, {"words": "zebedee quill"}).content.decode()
    chosen = re.findall(r'name="chosen"[^>]*value="([^"]+)"', page)
    assert {each.split(":")[0] for each in chosen} == {"text", "line", *KINDS}
    assert remove(client, *chosen) == ""
    assert holding("zebedee quill") == {"core.AuditEvent"}  # the other programme's own line
    assert labels(birch) == ["Zebedee Quill’s team"] and labels(alder) == [""]
    assert holding("quentin ochre") >= {"network.Update", "network.Answered", "messaging.Message", "programmes.Concern"}
    draft = NoteDraft.objects.get(session__programme=alder)
    assert (draft.body, draft.version) == ("", 5)
    assert len(alder.updates.get().body) == len(SAID) + 7


KINDS = (
    "gatherings.event",
    "messaging.message",
    "network.answer",
    "network.update",
    "programmes.concern",
    "programmes.pause",
    "reflection.draft",
)


def test_removed_words_of_every_room_stay_away_when_an_older_backup_is_restored(
    client: Client, alder: Programme
) -> None:
    write_everywhere(alder, SAID)
    update = alder.updates.get()
    assert remove(client, f"network.update:{update.pk}") == ""
    entries = purges.recorded()
    alder.updates.update(title=SAID, body=SAID)
    Purge.objects.all().delete()
    assert purges.replay(entries) == 1
    assert "network.Update" not in holding("zebedee quill")


def test_a_concern_is_found_by_those_alone_who_may_read_it(client: Client, alder: Programme) -> None:
    write_everywhere(alder, SAID)
    assert "programmes.concern" not in client.post(PAGE, {"words": "zebedee quill"}).content.decode()
    concern = alder.concerns.get()
    assert "not there any more" in remove(client, f"programmes.concern:{concern.pk}")
    concern.refresh_from_db()
    assert concern.worry == concern.words == SAID


def test_nothing_of_another_programme_or_of_an_unknown_kind_is_removed(
    client: Client, alder: Programme, birch: Programme
) -> None:
    write_everywhere(birch, SAID)
    update = birch.updates.get()
    assert "not there any more" in remove(client, f"network.update:{update.pk}")
    assert purge_words(programme=alder, kind="network.update", number=update.pk, by=SYSTEM) == 0
    with pytest.raises(NoSuchText):
        purge_words(programme=birch, kind="network.member", number=1, by=SYSTEM)
    update.refresh_from_db()
    assert update.title == SAID
