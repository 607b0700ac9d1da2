"""Somebody told of their own experience: only leads read it, nobody codes or quotes it, and it can be deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.survey_results import answered_programme
from tests.factories.surveys import many

from thinking_together.analysis.mentions import Resource
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import purge_text
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.survey.ending import delete_answers
from thinking_together.survey.models import OwnWords, Response
from thinking_together.survey.results.mentioning import keep_list
from thinking_together.survey.results.own_words import keep_own_words, settle_own_words

pytestmark = pytest.mark.django_db
TOLD = "When I was young I hurt myself too"
REF = "survey/r3/websites"


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    rows = [
        {**row, "websites": TOLD if at == 3 else "Kooth", "counted_from": "1"} for at, row in enumerate(many(0, 20))
    ]
    return answered_programme(tmp_path / "in", rows)


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.ANALYST).person, second_factor=True)


@pytest.fixture
def lead(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.LEAD, "lead@smallshire.example").person, second_factor=True)


def at(programme: Programme, more: str) -> str:
    return f"/p/{programme.slug}/survey/results/{more}"


def said_so(analyst: Client, programme: Programme) -> str:
    """By the link beside it; its address."""
    rows = html.fromstring(analyst.get(at(programme, "words/websites?order=length")).content).xpath("//tbody/tr")
    [address] = [row.xpath(".//a[contains(@href, '/own/')]/@href")[0] for row in rows if TOLD in row.text_content()]
    assert analyst.get(address).status_code == 200
    assert analyst.post(address).status_code == 302
    return str(address)


def places(programme: Programme) -> list[str]:
    texts = Text.objects.filter(programme=programme, ref=REF).values_list("body", flat=True)
    return [*texts, *Response.objects.get(key="r3").texts]


def test_only_leads_read_it_and_no_page_or_text_holds_it(analyst: Client, lead: Client, programme: Programme) -> None:
    address = said_so(analyst, programme)
    assert analyst.post(address).status_code == 404  # sent twice: there is one
    assert OwnWords.objects.get().words == TOLD
    assert TOLD not in places(programme) and len(places(programme)) == 2
    assert TOLD not in analyst.get(at(programme, "words/websites")).content.decode()
    assert TOLD not in str(list(AuditEvent.objects.values_list("details", flat=True)))
    for role in (Role.ANALYST, Role.VIEWER, Role.CODER, Role.FACILITATOR):
        who = people.member(programme, role, f"{role}2@smallshire.example").person
        assert people.visit(who, second_factor=True).get(at(programme, "own-experience")).status_code == 403
    assert TOLD in lead.get(at(programme, "own-experience")).content.decode()


@pytest.mark.parametrize(("do", "left"), [("back", [TOLD, TOLD]), ("delete", [])])
def test_a_lead_puts_it_back_or_deletes_it(
    analyst: Client, lead: Client, programme: Programme, do: str, left: list[str]
) -> None:
    said_so(analyst, programme)
    sent = {"key": str(OwnWords.objects.get().pk), "do": do}
    for _ in range(2):
        assert lead.post(at(programme, "own-experience"), sent).status_code == 302
    assert [words for words in places(programme) if words == TOLD] == left
    assert not OwnWords.objects.exists()


def test_it_goes_with_a_purge_and_with_the_answers(analyst: Client, programme: Programme) -> None:
    said_so(analyst, programme)
    purge_text(programme=programme, ref=REF, by=SYSTEM)
    assert not OwnWords.objects.exists()
    OwnWords.objects.create(programme=programme, about=REF, words=TOLD)
    delete_answers(programme)
    assert not OwnWords.objects.exists()


def test_what_went_stays_counted_so_that_no_count_tells_whose_it_was(tmp_path: Path) -> None:
    rows = [{**row, "websites": "Kooth helps", "counted_from": "1"} for row in many(0, 30)]
    rows += [{**row, "websites": "Kooth", "counted_from": "1"} for row in many(40, 30, sector="education")]
    of = answered_programme(tmp_path / "in", rows)
    client = people.visit(people.member(of, Role.VIEWER).person)

    def counted() -> bytes:
        return client.get(f"/p/{of.slug}/survey/results/of/mentions.websites/as/csv?by=sector").content

    before = counted()
    assert b"30.0" in before
    keep_own_words(programme=of, about="survey/r41/websites", by=SYSTEM)
    purge_text(programme=of, ref="survey/r42/websites", by=SYSTEM)
    assert counted() == before
    for row in Response.objects.filter(key__in=("r41", "r42")):
        assert (row.texts, row.named) == (["█████"], '{"websites": ["kooth"]}')
    settle_own_words(programme=of, key=OwnWords.objects.get().pk, put_back=True, by=SYSTEM)
    assert counted() == before and Response.objects.get(key="r41").named == ""
    keep_list(programme=of, item="websites", seen=0, resources=[Resource("kooth", "Kooth", ("Cooth",))], by=SYSTEM)
    assert b"Kooth,Education,shown,1.0" in counted()
