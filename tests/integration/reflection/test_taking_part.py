"""Sessions as a way to take part, and what somebody who offered times needs an address for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.network import member
from tests.factories.sessions import Sessions

from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.models import Gathering
from thinking_together.network.domain.leaving import leave
from thinking_together.programmes.models import Programme
from thinking_together.programmes.ways import Minutes, ways
from thinking_together.reflection.domain.rounds import close_round
from thinking_together.reflection.sessions_way import ways_of

pytestmark = pytest.mark.django_db


def test_a_round_that_is_planned_is_a_way_to_take_part_with_its_minutes(alder: Sessions) -> None:
    (way,) = ways_of(alder.programme)
    assert way in ways(alder.programme)
    assert (way.minutes, way.address) == (Minutes(90, 90), "")
    assert way.when.startswith("2 dates, the first ")
    Gathering.objects.filter(pk=alder.dates[1].pk).update(starts=timezone.now() - timedelta(hours=1))
    assert "dates" not in ways_of(alder.programme)[0].when


@pytest.mark.parametrize("why", ["closed", "over", "not ready"])
def test_nobody_is_shown_a_way_that_leads_nowhere(alder: Sessions, why: str) -> None:
    if why == "closed":
        close_round(round=alder.round, by=SYSTEM)
    elif why == "over":
        Gathering.objects.update(starts=timezone.now() - timedelta(hours=1))
    else:
        alder.programme.responsible.all().delete()
    assert ways_of(Programme.objects.get(pk=alder.programme.pk)) == ()


@pytest.mark.parametrize(
    ("offers", "closed", "kept"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_who_leaves_the_network_is_still_told_about_times_that_they_offered(
    alder: Sessions, offers: bool, closed: bool, kept: bool
) -> None:
    who = member(alder.programme, "ann")
    alder.offer(who.participant, at=(0,) if offers else ())
    if closed:
        close_round(round=alder.round, by=SYSTEM)
    leave(member=who, by=SYSTEM)
    who.participant.refresh_from_db()
    assert bool(who.participant.email) is kept
