"""Open answers as those who analyse them read them, and a safeguarding concern on one."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.factories import people
from tests.factories.survey_results import answered_programme
from tests.factories.surveys import many

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import purge_text
from thinking_together.evidence.models import Text
from thinking_together.programmes.domain.concerns import settle_concern
from thinking_together.programmes.models import Concern, Programme
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db
WORRY = "I worry about a boy whom I taught"
SAID = {
    "r0": "Young Minds, as Mrs Okafor of RG12 1AQ says",
    "r40": "Kooth",
    "r180": WORRY,
}


def row(key: str, counted: str = "1", **cells: str) -> dict[str, str]:
    [made] = many(int(key[1:]), 1, **cells)
    return {**made, "websites": SAID.get(key, "Kooth too"), "counted_from": counted}


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    rows = [row(f"r{n}") for n in range(20)]
    rows += [row(f"r{n}", sector="education", phase="primary") for n in range(40, 52)]
    rows += [row(f"r{n}", sector="education", phase="secondary") for n in range(60, 67)]
    rows += [row(f"r{n}", sector="police") for n in range(180, 183)]
    late = [{**row("r300", ""), "websites": "Nobody reads this before a release"}]
    return answered_programme(tmp_path / "in", [*rows, *late])


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.ANALYST).person, second_factor=True)


def at(programme: Programme, more: str = "") -> str:
    return f"/p/{programme.slug}/survey/results/words/websites{more}"


def answers(page: bytes) -> list[tuple[str, str]]:
    """What was said, and the group beside it."""
    rows = html.fromstring(page).xpath("//table/tbody/tr")
    return [(row[0].text_content(), row[1].text_content()) for row in rows]


def test_answers_stand_with_a_group_that_is_large_enough(analyst: Client, programme: Programme) -> None:
    page = analyst.get(at(programme, "?order=sector")).content
    told = answers(page) + answers(analyst.get(at(programme, "?order=sector&page=2")).content)
    assert dict(told)[SAID["r0"]] == "Health"
    assert dict(told)[WORRY] == "not named"  # three of the police, and education with them
    assert {group for _, group in told} == {"Health", "not named"}
    assert [group for _, group in told] == sorted((group for _, group in told), key=lambda g: g == "not named")
    assert len(told) == 42 and "Nobody reads this" not in page.decode()
    marked = html.fromstring(analyst.get(at(programme, "?order=length")).content).xpath("//mark/text()")
    assert marked == ["Mrs Okafor", "RG12 1AQ"]
    first, *_ = answers(analyst.get(at(programme, "?order=may_name")).content)
    assert first == (SAID["r0"], "Health")
    assert Response.objects.get(key="r0").may_name == "1"


def test_a_page_leads_to_no_response_and_one_finer_group_at_a_time(analyst: Client, programme: Programme) -> None:
    page = analyst.get(at(programme, "?by=phase&order=length")).content
    assert {group for _, group in answers(page)} <= {"Health", "Education: Primary", "not named"}
    assert dict(answers(page))[WORRY] == "not named"
    for key in Response.objects.values_list("key", flat=True):
        assert f"{key}/".encode() not in page and f'"{key}"'.encode() not in page


def test_one_answer_is_found_by_its_key_and_not_among_all(analyst: Client, programme: Programme) -> None:
    href = html.fromstring(analyst.get(at(programme)).content).xpath("//table//a/@href")[0]
    with CaptureQueriesContext(connection) as asked:
        assert analyst.get(href).status_code == 200
    of_responses = [one["sql"] for one in asked.captured_queries if 'FROM "survey_response"' in one["sql"]]
    assert of_responses and all('"survey_response"."key" = ' in sql for sql in of_responses)
    assert analyst.get(href[:-1] + ("A" if href[-1] != "A" else "B")).status_code == 404


def test_only_those_who_analyse_read_words(programme: Programme) -> None:
    for role in (Role.VIEWER, Role.CODER, Role.FACILITATOR):
        assert people.visit(people.member(programme, role).person).get(at(programme)).status_code == 403


def link(analyst: Client, programme: Programme) -> str:
    rows = html.fromstring(analyst.get(at(programme, "?order=length")).content).xpath("//table/tbody/tr")
    return next(str(row.xpath(".//a/@href")[0]) for row in rows if row[0].text_content() == WORRY)


def raised(analyst: Client, programme: Programme) -> Concern:
    address, sent = link(analyst, programme), {"key": str(uuid.uuid4()), "worry": "He may be at risk."}
    for _ in range(2):  # sent twice
        assert analyst.post(address, sent).status_code == 302
    assert analyst.post(address, {**sent, "key": str(uuid.uuid4())}).status_code == 404
    return Concern.objects.get()


def places(programme: Programme) -> list[str]:
    """Everywhere the answer stands."""
    texts = Text.objects.filter(programme=programme, ref="survey/r180/websites").values_list("body", flat=True)
    return [*texts, *Response.objects.get(key="r180").texts]


def test_a_concern_takes_the_words_out_of_everybodys_sight_and_back(analyst: Client, programme: Programme) -> None:
    assert places(programme) == [WORRY, WORRY]
    concern = raised(analyst, programme)
    assert (concern.words, concern.worry) == (WORRY, "He may be at risk.")
    assert WORRY not in places(programme) and len(places(programme)) == 2
    pages = [analyst.get(at(programme, f"?page={n}")).content.decode() for n in (1, 2)]
    assert not any(WORRY in page or "█" in page for page in pages)
    assert WORRY not in str(list(AuditEvent.objects.values_list("details", flat=True)))
    who = people.member(programme, Role.VIEWER, "safe@smallshire.example")
    programme.responsible.create(duty="safeguarding_lead", name="Sam Reed", email=who.person.email)
    settle_concern(concern=concern, done="Told the front door.", put_back=True, by=who.person)
    assert places(programme) == [WORRY, WORRY]


def test_words_that_are_purged_meanwhile_do_not_come_back(analyst: Client, programme: Programme) -> None:
    concern = raised(analyst, programme)
    purge_text(programme=programme, ref="survey/r180/websites", by=SYSTEM)
    concern.refresh_from_db()
    assert concern.words == ""
