"""What the demonstration has ahead of the example: pages with something on them, and no figure that it changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import people
from tests.factories.answering import Somebody

from thinking_together.core.audit import AuditEvent
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.resolve import Resolver
from thinking_together.gatherings.models import Gathering
from thinking_together.messaging.models import Message
from thinking_together.programmes.models import Programme
from thinking_together.reflection.making import plan
from thinking_together.reflection.models import Round
from thinking_together.reflection.planning import planning_of
from thinking_together.site.demo.ahead import OFFERING, WEBINAR, plan_ahead
from thinking_together.site.demo.people import NotInvented, bring_in
from thinking_together.survey.domain.releasing import make_release
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db
OF_SURVEY = (
    "survey/participation?sector=*",
    "survey/responses?sector=*",
    "survey/breakoff?stage=*",
    "survey/training_received?option=*&sector=*",
)
FIGURES = (
    "network/events?kind=*",
    "network/attendance?event=*",
    "reflection/sessions",
    "reflection/groups_in_size",
    "reflection/size?session=*",
    "reflection/cancellations?reason=*",
)


def figures(programme: Programme) -> list[Any]:
    resolver = Resolver(programme)
    return [resolver.resolve(reference) for reference in FIGURES]


def test_there_is_something_to_sign_up_for_and_to_plan_and_no_figure_changes(fernshire: Resolver) -> None:
    programme = fernshire.programme
    before = figures(programme)
    bring_in(programme, by=SYSTEM)
    plan_ahead(programme, by=SYSTEM)
    assert figures(programme) == before
    webinar = Gathering.objects.get(title=WEBINAR)
    assert webinar.starts is not None and webinar.starts > timezone.now() and webinar.day.weekday() < 5
    public = Client().get("/network/fernshire/").content.decode()
    assert "INVENTED" in public and WEBINAR in public and "Come to a reflective session" in public
    assert Client().get(f"/events/fernshire/{webinar.code}/").status_code == 200
    round = Round.objects.get(closed=None)
    assert len(planning_of(round).people) == OFFERING
    assert plan(round=round, by=SYSTEM) is None
    planned = planning_of(round)
    assert round.sessions.count() == 3 and planned.plan.placed >= 2 * planned.rules.smallest
    assert not Message.objects.exists()  # nobody is told anything


def test_the_survey_is_tried_and_a_trial_changes_no_figure(
    fernshire: Resolver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = fernshire.programme
    bring_in(programme, by=SYSTEM)
    plan_ahead(programme, by=SYSTEM)
    settings.DEMO, settings.ROOT_URLCONF = True, "thinking_together.config.demo_urls"
    before = [Resolver(programme).resolve(reference) for reference in OF_SURVEY]
    visit = Client()
    assert "Try the survey" in visit.get("/").content.decode()
    somebody = Somebody(visit.get("/demo/survey")["Location"], client=visit).open()
    somebody.send()
    for _ in range(60):
        if somebody.at.endswith("/check"):
            break
        choices = {name: [somebody.page.xpath(f"//input[@name='{name}']/@value")[0]] for name in ticked(somebody)}
        somebody.send(choices)
        assert somebody.page.xpath("//*[contains(@class, 'tt-invented')][contains(., 'INVENTED')]")
    somebody.send()
    assert "kept apart as a trial" in somebody.text
    [trial] = Response.objects.filter(trial=True)
    assert make_release(programme=programme, by=SYSTEM) is not None
    trial.refresh_from_db()
    assert trial.counted_from is None
    assert [Resolver(programme).resolve(reference) for reference in OF_SURVEY] == before
    lead = programme.memberships.get(role="lead").person
    page = people.visit(lead, second_factor=True)
    assert "tried out once" in page.get("/p/fernshire/survey/collect/").content.decode()
    counted = Response.objects.filter(trial=False).count()
    page.post("/p/fernshire/survey/collect/trials")
    assert (Response.objects.filter(trial=True).count(), Response.objects.count()) == (0, counted)
    assert AuditEvent.objects.filter(action="survey.trials_deleted").exists()


def ticked(somebody: Somebody) -> set[str]:
    """The questions of a page that are answered by choosing."""
    return set(map(str, somebody.page.xpath("//main//input[@type='radio' or @type='checkbox']/@name")))


def test_nothing_is_made_up_in_a_programme_that_is_real(fernshire: Resolver) -> None:
    programme = Programme.objects.get(pk=fernshire.programme.pk)
    programme.invented = False
    with pytest.raises(NotInvented):
        plan_ahead(programme, by=SYSTEM)
    assert not Round.objects.exists()
