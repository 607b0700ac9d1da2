"""How far each part of a programme is: every stage is reached by what people do, and nobody's answer is counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from thinking_together.baseline.models import AgreedRating, Rating, SignOff
from thinking_together.baseline.models import Recommendation as Line
from thinking_together.evidence.models import Text
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState
from thinking_together.literature.models import Appraisal, Duplicate, Extraction, Record, Screening
from thinking_together.local_data.models import Comparator, Dataset, PublishedFigure
from thinking_together.network.models import Member
from thinking_together.programmes.models import Participant, Partner, Phase, Programme, Sector
from thinking_together.programmes.status import Stage, Status, statuses
from thinking_together.reflection.models import Round, RoundSession, SessionNotes
from thinking_together.report.models import Edition, Section, SectionCode
from thinking_together.survey.models import QuestionnaireVersion, Response
from thinking_together.synthesis.models import Code, Finding

pytestmark = pytest.mark.django_db
TODAY = date(2023, 6, 1)
CODES = ["network", "survey", "local_data", "reflection", "literature", "baseline", "synthesis", "report"]


@pytest.fixture
def programme() -> Programme:
    return Programme.objects.create(
        slug="one", title="One", place="Fernshire", area_code="X06000001", as_of=TODAY, invented=True
    )


def of(programme: Programme, code: str) -> Status:
    return next(line.status for line in statuses(programme) if line.code == code)


def gathering(programme: Programme, kind: GatheringKind, days: int, code: str = "g1") -> Gathering:
    when = TODAY + timedelta(days=days)
    return Gathering.objects.create(programme=programme, code=code, kind=kind, title=code, day=when)


def record(programme: Programme, code: str) -> Record:
    return Record.objects.create(programme=programme, code=code, kind="RPRT", title=code)


def test_a_new_programme_has_every_part_before_it_and_says_what_each_waits_for(programme: Programme) -> None:
    lines = statuses(programme)
    assert [line.code for line in lines] == CODES
    assert {line.status.stage for line in lines} == {Stage.NOT_STARTED}
    assert all(line.status.waiting and not line.status.done for line in lines)
    assert all(waiting.roles for line in lines for waiting in line.status.waiting)


def test_another_programme_changes_nothing_here(programme: Programme) -> None:
    other = Programme.objects.create(slug="two", title="Two", place="P", area_code="X1", as_of=TODAY)
    before = statuses(programme)
    gathering(other, GatheringKind.REFLECTIVE_SESSION, -1)
    record(other, "r1")
    Section.objects.create(programme=other, code="introduction", heading="I", body="b")
    Code.objects.create(programme=other, code="c", name="c")
    Line.objects.create(programme=other, number="1.1.1", label="l")
    assert statuses(programme) == before


def test_the_network_runs_once_people_have_joined(programme: Programme) -> None:
    gathering(programme, GatheringKind.WEBINAR, 7)
    assert of(programme, "network").stage is Stage.WAITING
    sector = Sector.objects.create(programme=programme, code="health", name="Health")
    person = Participant.objects.create(programme=programme, code="p1", sector=sector)
    Member.objects.create(programme=programme, participant=person, joined=TODAY)
    assert of(programme, "network").stage is Stage.IN_PROGRESS


def answer(version: QuestionnaireVersion, key: str, **more: Any) -> Response:
    return Response.objects.create(
        questionnaire=version, key=key, outcome="complete", record=b"", texts={}, states="", **more
    )


def test_the_survey_tells_that_answers_came_and_never_how_many(programme: Programme) -> None:
    version = QuestionnaireVersion.objects.create(programme=programme, code="q", version="1", title="Q", document="{}")
    answer(version, "trial", trial=True)
    assert of(programme, "survey").stage is Stage.WAITING  # a trial is nobody's answer
    answer(version, "first")
    one = of(programme, "survey")
    assert one.stage is Stage.WAITING  # whoever was asked first would be known to have answered
    for at in range(2, 10):
        answer(version, f"number {at}")
    assert of(programme, "survey") == one
    answer(version, "the tenth")
    one = of(programme, "survey")
    answer(version, "one more")
    assert of(programme, "survey") == one
    assert one.stage is Stage.IN_PROGRESS
    Phase.objects.create(programme=programme, code="survey", starts=TODAY - timedelta(30), ends=TODAY)
    assert of(programme, "survey").stage is Stage.WAITING  # for a release
    version.releases.create(number=1, rules="1")
    assert of(programme, "survey").stage is Stage.DONE


def test_local_data_wait_for_areas_to_compare_with(programme: Programme) -> None:
    dataset = Dataset.objects.create(
        programme=programme, name="d", source="s", licence="l", retrieved=TODAY, policy="open"
    )
    assert of(programme, "local_data").stage is Stage.NOT_STARTED  # an empty dataset holds nothing
    PublishedFigure.objects.create(dataset=dataset, indicator="1", name="n", area="X", area_name="X", period="2020")
    assert of(programme, "local_data").stage is Stage.WAITING
    Comparator.objects.create(programme=programme, version="1", area="X2", name="n", source="s")
    assert of(programme, "local_data").stage is Stage.DONE


def test_a_session_that_was_held_waits_for_its_notes(programme: Programme) -> None:
    session = gathering(programme, GatheringKind.REFLECTIVE_SESSION, -1)
    waits = of(programme, "reflection")
    assert waits.stage is Stage.WAITING and "facilitator" in waits.waiting[0].roles
    SessionNotes.objects.create(session=session, title="Notes")
    assert of(programme, "reflection").stage is Stage.DONE
    gathering(programme, GatheringKind.REFLECTIVE_SESSION, 5, "g2")
    assert of(programme, "reflection").stage is Stage.IN_PROGRESS


def test_a_round_waits_for_its_groups_and_then_to_invite_people(programme: Programme) -> None:
    ahead = gathering(programme, GatheringKind.REFLECTIVE_SESSION, 5)
    ahead.state = GatheringState.DRAFT
    ahead.save()
    round = Round.objects.create(programme=programme, number=1)
    RoundSession.objects.create(round=round, session=ahead)
    assert "Plan sessions" in of(programme, "reflection").waiting[0].what
    sector = programme.sectors.create(code="of_round", name="Of the round")
    round.offers.create(participant=programme.participants.create(code="c1", sector=sector))
    waits = of(programme, "reflection")
    assert waits.stage is Stage.WAITING and "put the groups together" in waits.waiting[0].what
    Round.objects.update(planned_at=timezone.now())
    assert "invite people" in of(programme, "reflection").waiting[0].what
    Gathering.objects.update(state=GatheringState.CLOSED)
    assert of(programme, "reflection").stage is Stage.IN_PROGRESS


def test_the_review_waits_for_screening_and_appraisal_but_not_of_duplicates(programme: Programme) -> None:
    first, second = record(programme, "r1"), record(programme, "r2")
    assert "2 records" in of(programme, "literature").waiting[0].what
    Duplicate.objects.create(record=second, original=first)
    assert "1 record" in of(programme, "literature").waiting[0].what
    Screening.objects.create(record=first, reviewer="a", stage="title", decision="include", day=TODAY)
    assert of(programme, "literature").stage is Stage.DONE
    Extraction.objects.create(record=first, format="web", locality="local")
    assert "appraised" in of(programme, "literature").waiting[0].what
    Appraisal.objects.create(
        record=first,
        **dict.fromkeys(("authority", "accuracy", "coverage", "objectivity", "date", "significance"), "yes"),
    )
    assert of(programme, "literature").stage is Stage.DONE


def test_the_baseline_waits_for_agencies_and_then_for_agreement(programme: Programme) -> None:
    agency = Partner.objects.create(programme=programme, code="a", name="A")
    line = Line.objects.create(programme=programme, number="1.1.1", label="l")
    assert "No agency" in of(programme, "baseline").waiting[0].what
    Rating.objects.create(recommendation=line, agency=agency, rating="met")
    assert "1 recommendation" in of(programme, "baseline").waiting[0].what
    AgreedRating.objects.create(recommendation=line, rating="met")
    SignOff.objects.create(programme=programme, agency=agency, by="B", on=TODAY)
    found = of(programme, "baseline")
    assert found.stage is Stage.DONE and "1 agency has signed off" in found.done


def test_the_synthesis_waits_for_findings_to_be_final(programme: Programme) -> None:
    Code.objects.create(programme=programme, code="c", name="C")
    assert of(programme, "synthesis").stage is Stage.IN_PROGRESS
    Finding.objects.create(programme=programme, code="f01", title="F", body="b")
    whats = [waiting.what for waiting in of(programme, "synthesis").waiting]
    assert any("not final" in what for what in whats) and "Write the recommendations." in whats


def test_the_report_waits_for_its_sections_and_then_to_be_published(programme: Programme) -> None:
    for code in SectionCode.values[:-1]:
        Section.objects.create(programme=programme, code=code, heading=code, body="b")
    assert [waiting.what for waiting in of(programme, "report").waiting] == ["Section “References” is not written yet."]
    Section.objects.create(programme=programme, code="references", heading="R", body="b")
    Edition.objects.create(
        programme=programme, number=1, slug="one-1", state="example", invented=True, title="T", as_of=TODAY, document={}
    )
    assert of(programme, "report").stage is Stage.DONE


def test_a_draft_waits_to_be_published(programme: Programme) -> None:
    for code in SectionCode.values:
        Section.objects.create(programme=programme, code=code, heading=code, body="b")
    Edition.objects.create(
        programme=programme, number=1, slug="one-1", state="draft", invented=False, title="T", as_of=TODAY, document={}
    )
    found = of(programme, "report")
    assert found.stage is Stage.WAITING and "Draft 1, as of 1 June 2023" in found.done


def test_a_dashboard_costs_the_same_whatever_the_size(
    programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(3):
        record(programme, f"r{at}")
        gathering(programme, GatheringKind.REFLECTIVE_SESSION, -1, f"s{at}")
        Text.objects.create(programme=programme, phase="survey", ref=f"t{at}", unit="u", body="b", sha256="0")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        statuses(programme)
    for at in range(3, 9):
        record(programme, f"r{at}")
        gathering(programme, GatheringKind.REFLECTIVE_SESSION, -1, f"s{at}")
    with django_assert_num_queries(len(few)):
        statuses(programme)
