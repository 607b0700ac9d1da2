"""The whole way: opened by a lead, answered from a link, sent once, counted by a release."""

from __future__ import annotations

import json

import pytest
from tests.factories import people
from tests.factories.answering import SMALL, Somebody, link, open_survey, version_of
from tests.factories.sessions import ready_programme
from tests.factories.surveys import small_content

from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.survey.answering.models import Collection, Draft
from thinking_together.survey.domain.releasing import make_release
from thinking_together.survey.held.queries import survey_data
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db


def test_from_opening_to_figures() -> None:
    collection = open_survey()
    for _ in range(10):
        somebody = Somebody(link(collection)).begin().answer({**SMALL, "second": ["yes"]})
        assert somebody.heading == "Thank you"
    assert not Draft.objects.exists()
    made = make_release(programme=collection.programme, by=SYSTEM)
    assert made.number == 1
    data = survey_data(collection.programme)
    assert data is not None
    assert data.outcomes == {("education", "complete"): 10}
    one = Response.objects.first()
    assert one is not None
    assert (one.texts, one.sector, one.trial) == (["Young Minds & <Kooth>"], "education", False)
    assert set(one.states) == {"a"}


def test_a_lead_opens_it() -> None:
    programme = ready_programme("birch")
    lead = people.visit(people.member(programme, Role.LEAD).person, second_factor=True)
    page = lead.get("/p/birch/survey/collect/").content.decode()
    assert "Publish a questionnaire." in page
    assert lead.post("/p/birch/survey/collect/").status_code == 200
    assert not Collection.objects.exists()
    version_of(programme, small_content())
    assert lead.post("/p/birch/survey/collect/").status_code == 302
    collection = Collection.objects.get()
    page = lead.get("/p/birch/survey/collect/").content.decode()
    for one in collection.links.all():
        assert f"/s/birch/{one.code}" in page


def test_what_is_not_reached_any_more_is_kept_aside_and_not_analysed() -> None:
    collection = open_survey()
    somebody = Somebody(link(collection)).begin().answer({**SMALL, "second": ["yes"]}, until="/check")
    address = next(a for a in somebody.page.xpath("//main//dd/a/@href"))
    somebody.open(address).send({"sector": ["police"]})
    assert somebody.at.endswith("/check")
    assert "Primary" not in somebody.text
    assert json.loads(Draft.objects.get().answers)["phase"] == ["primary"]
    somebody.answer({})
    sent = Response.objects.get()
    asked = collection.questionnaire
    assert sent.sector == "police"
    assert sent.states[[v["code"] for v in json.loads(asked.document)["items"]].index("phase")] == "n"


def test_what_may_name_somebody_is_told_before_sending_and_marked_for_who_reads_it() -> None:
    collection = open_survey()
    words = "Ask Mrs Okafor, RG12 1AQ"
    somebody = (
        Somebody(link(collection)).begin().answer({**SMALL, "websites": [words], "second": ["yes"]}, until="/check")
    )
    [told] = somebody.page.xpath("//dd[contains(., 'This may name somebody')]")
    assert words in told.text_content() and "(name, postcode)" in told.text_content()
    somebody.answer({})
    sent = Response.objects.get()
    assert (sent.texts, sent.may_name) == ([words], "1"), "nothing is taken out"
    other = Somebody(link(collection)).begin().answer({**SMALL, "second": ["yes"]}, until="/check")
    assert "name somebody" not in other.text
    other.answer({})
    assert sorted(Response.objects.values_list("may_name", flat=True)) == ["0", "1"]
