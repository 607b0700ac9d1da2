"""What the demonstration has ahead of the example: pages with something on them, and no figure that it changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

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

pytestmark = pytest.mark.django_db
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


def test_nothing_is_made_up_in_a_programme_that_is_real(fernshire: Resolver) -> None:
    programme = Programme.objects.get(pk=fernshire.programme.pk)
    programme.invented = False
    with pytest.raises(NotInvented):
        plan_ahead(programme, by=SYSTEM)
    assert not Round.objects.exists()
