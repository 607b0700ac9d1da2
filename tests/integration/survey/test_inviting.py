"""A list of invited people: apart from answers, written to as a whole, gone at the end; response rates by count."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import people
from tests.factories.answering import SMALL, Somebody, link, version_of
from tests.factories.sessions import ready_programme
from tests.factories.surveys import small_content

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.personal_data import held
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.resolve import Resolver
from thinking_together.messaging.models import Delivery, Message
from thinking_together.survey.answering.closing import close_collection
from thinking_together.survey.answering.invited_list import Invited, read_list
from thinking_together.survey.answering.inviting import NoList, add_invited, invite, remind, remove_invited
from thinking_together.survey.answering.models import Collection, Draft, InvitedPerson, SurveyLink
from thinking_together.survey.answering.opening import open_collection
from thinking_together.survey.domain.releasing import make_release
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db
SECTORS = ("health", "education", "police")


@pytest.fixture
def collection() -> Collection:
    programme = ready_programme("alder")
    version_of(programme, small_content())
    for code in SECTORS:
        programme.sectors.get_or_create(code=code, defaults={"name": code.title(), "headcount": 500})
    return open_collection(programme=programme, closes=None, invited_only=True, by=SYSTEM)


def listed(collection: Collection, sector: str, many: int) -> None:
    someone = [Invited(f"{sector}{n}@trust.example", sector) for n in range(many)]
    add_invited(collection=collection, people=someone, by=SYSTEM)


def test_a_list_is_read_whole_or_not_at_all() -> None:
    pasted = b"Kim@trust.example, health\n  sam@school.example,education\nkim@trust.example,police"
    assert read_list(pasted, SECTORS).people == (
        Invited("kim@trust.example", "police"),
        Invited("sam@school.example", "education"),
    )
    with_header = b"\xef\xbb\xbfaddress,sector\nsam@school.example,education\n"
    assert read_list(with_header, SECTORS).people == (Invited("sam@school.example", "education"),)
    assert read_list(b"Kim@trust.example\naddress@school.example", ()).people == (
        Invited("kim@trust.example", ""),
        Invited("address@school.example", ""),
    )
    wrong = read_list(b"kim@trust.example,health\nnobody,health\nsam@school.example,circus", SECTORS)
    assert not wrong.people
    assert [problem.row for problem in sorted(wrong.problems)] == [2, 3]


def test_without_sectors_there_is_one_list_of_everybody() -> None:
    """Those on it get the link of everybody on the list, and are counted together."""
    programme = ready_programme("alder")
    content = small_content()
    plain = [item for item in content["items"] if item["code"] in ("consent", "training")]
    version_of(programme, {**content, "items": plain})
    collection = open_collection(programme=programme, closes=None, invited_only=True, by=SYSTEM)
    lead = people.visit(people.member(programme, Role.LEAD).person, second_factor=True)
    address = "/p/alder/survey/collect/invited"
    assert "The questionnaire asks for no sector" in lead.get(address).content.decode()
    refused = lead.post(address, {"do": "add", "pasted": "kim@trust.example,health"}).content.decode()
    assert "There is a problem" in refused and not InvitedPerson.objects.exists()
    lead.post(address, {"do": "add", "pasted": "kim@trust.example\n sam@school.example "})
    assert Collection.objects.get().invited == {"": 2} and "On the list: 2." in lead.get(address).content.decode()
    for do in ("invite", "invite", "remind"):
        assert lead.post(address, {"do": do}).status_code == 302
    link_of_all = collection.links.get(trial=False).code
    assert [one.deliveries.count() for one in Message.objects.all()] == [2, 2]
    for message in Message.objects.all():
        assert f"/s/alder/{link_of_all}" in message.body_markdown and "everybody who is asked" in message.body_markdown
    page = lead.get("/p/alder/survey/collect/").content.decode()
    assert "Everybody on the list" in page and "Everybody of a sector" not in page


def test_a_lead_loads_invites_reminds_and_takes_off(collection: Collection) -> None:
    lead = people.visit(people.member(collection.programme, Role.LEAD).person, second_factor=True)
    address = "/p/alder/survey/collect/invited"
    assert lead.get(address).status_code == 200
    refused = lead.post(address, {"do": "add", "pasted": "kim@trust.example,circus"}).content.decode()
    assert "circus" in refused and "There is a problem" in refused
    assert not InvitedPerson.objects.exists()
    file = SimpleUploadedFile("list.csv", b"address,sector\nkim@trust.example,health\nsam@school.example,education\n")
    for _ in range(2):
        file.seek(0)
        lead.post(address, {"do": "add", "file": file})
    assert (InvitedPerson.objects.count(), Collection.objects.get().invited) == (2, {"education": 1, "health": 1})
    for do in ("invite", "invite", "remind", "remind"):
        assert lead.post(address, {"do": do}).status_code == 302
    assert Message.objects.count() == 4, "an invitation and a reminder for each of two sectors, each once"
    codes = dict(SurveyLink.objects.filter(trial=False).values_list("sector", "code"))
    for delivery in Delivery.objects.select_related("message"):
        sector = "health" if delivery.address == "kim@trust.example" else "education"
        assert f"/s/alder/{codes[sector]}" in delivery.message.body_markdown
        assert "self-harm" not in delivery.message.subject.lower()
    lead.post(address, {"do": "remove", "address": "KIM@trust.example"})
    assert Collection.objects.get().invited == {"education": 1}
    told = " ".join(map(str, AuditEvent.objects.values_list("details", "label")))
    assert "@" not in told, "the log has numbers alone"


def test_an_answer_of_somebody_invited_changes_nothing_of_the_list(collection: Collection) -> None:
    listed(collection, "education", 1)
    invite(collection=collection, by=SYSTEM)
    before = (list(InvitedPerson.objects.values()), list(Delivery.objects.values()), list(SurveyLink.objects.values()))
    Somebody(link(collection, "education")).begin().answer(SMALL)
    assert Response.objects.count() == 1
    after = (list(InvitedPerson.objects.values()), list(Delivery.objects.values()), list(SurveyLink.objects.values()))
    assert after == before
    names = {field.name for model in (Response, Draft) for field in model._meta.get_fields()}
    assert not any("invit" in name for name in names)


def test_closing_deletes_the_list_and_its_messages_and_keeps_the_numbers(collection: Collection) -> None:
    listed(collection, "health", 3)
    invite(collection=collection, by=SYSTEM)
    close_collection(collection=collection, by=SYSTEM)
    assert not InvitedPerson.objects.exists()
    assert not Message.objects.exists()
    assert not Delivery.objects.exists()
    collection.refresh_from_db()
    assert collection.invited == {"health": 3}
    for write in (invite, remind):
        with pytest.raises(NoList):
            write(collection=collection, by=SYSTEM)


def test_rates_are_told_of_a_list_alone_and_in_groups(collection: Collection) -> None:
    programme = collection.programme
    listed(collection, "education", 30)
    listed(collection, "police", 4)
    for sector, many in (("education", 12), ("police", 2)):
        for _ in range(many):
            Somebody(link(collection, sector)).begin().answer({**SMALL, "sector": [sector], "second": ["yes"]})
    make_release(programme=programme, by=SYSTEM)
    assert rates(programme, "survey/response_rate_1") == [(12, 34)]
    assert rates(programme, "survey/response_rate_2?sector=*") == [None, (12, 30), None]
    Collection.objects.update(invited_only=False)
    assert not rates(programme, "survey/response_rate_1")


def test_a_list_that_names_no_sectors_has_both_rates_of_everybody(collection: Collection) -> None:
    listed(collection, "", 30)
    for _ in range(12):
        Somebody(link(collection, "education")).begin().answer({**SMALL, "second": ["yes"]})
    make_release(programme=collection.programme, by=SYSTEM)
    assert rates(collection.programme, "survey/response_rate_1") == [(12, 30)]
    assert rates(collection.programme, "survey/response_rate_2") == [(12, 30)]
    assert rates(collection.programme, "survey/response_rate_2?sector=education") == []


def rates(programme: Any, reference: str) -> list[Any]:
    """Numerator and denominator where they are shown."""
    found = Resolver(programme).resolve(reference)
    shown = getattr(found, "statistics", ())
    return [(s.numerator, s.denominator) if s.value is not None else None for s in shown]


def test_few_who_stopped_between_are_not_told_by_the_two_rates(collection: Collection) -> None:
    listed(collection, "education", 30)
    for n in range(14):
        given = {**SMALL, "second": ["no"]}
        if n < 2:  # partial: less than four fifths of the questions
            given = {code: value for code, value in given.items() if code not in ("years", "websites", "enough")}
        Somebody(link(collection, "education")).begin().answer(given)
    assert set(Response.objects.values_list("outcome", flat=True)) == {"complete", "partial"}
    make_release(programme=collection.programme, by=SYSTEM)
    assert rates(collection.programme, "survey/response_rate_1") == []
    assert rates(collection.programme, "survey/response_rate_2?sector=education") == [(14, 30)]


def test_somebody_on_the_list_gets_their_data_and_is_taken_off(collection: Collection) -> None:
    listed(collection, "health", 2)
    person = people.person("health0@trust.example")
    of_survey = next(one for one in held() if one.app == "survey")
    assert of_survey.export(person)["invited_to_surveys"][0]["sector"] == "health"
    of_survey.erase(person)
    assert list(InvitedPerson.objects.values_list("address", flat=True)) == ["health1@trust.example"]
    assert remove_invited(collection=collection, address="health0@trust.example", by=SYSTEM) == 0
