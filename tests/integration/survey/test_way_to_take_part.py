"""The survey is offered on public pages while it can be answered, or will be; not once it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import people
from tests.factories.answering import version_of
from tests.factories.surveys import small_content

from thinking_together.core.writes import SYSTEM
from thinking_together.network.models import Page
from thinking_together.programmes.domain.pausing import pause
from thinking_together.survey.ways import ways_of

pytestmark = pytest.mark.django_db


def test_it_is_offered_until_its_days_are_over_and_answers_are_taken_in_no_more() -> None:
    programme, today = people.programme("alder"), timezone.localdate()
    assert ways_of(programme) == ()
    version = version_of(programme, small_content())
    phase = programme.phases.create(code="survey", starts=today - timedelta(days=9), ends=today)
    assert len(ways_of(programme)) == 1
    phase.ends = today - timedelta(days=1)
    phase.save()
    assert ways_of(programme) == ()
    collection = programme.collections.create(questionnaire=version, opened=today)
    assert len(ways_of(programme)) == 1
    collection.closed = today
    collection.save()
    assert ways_of(programme) == ()


@pytest.mark.parametrize(
    ("told", "linked"),
    [
        ({}, True),
        ({"closes": timezone.localdate()}, True),
        ({"closes": timezone.localdate() - timedelta(days=1)}, False),
        ({"closed": timezone.localdate()}, False),
        ({"invited_only": True}, False),
    ],
)
def test_the_open_link_stands_on_the_public_page_while_anybody_may_answer(told: dict[str, Any], linked: bool) -> None:
    programme = people.programme("alder")
    Page.objects.create(programme=programme, opened=timezone.now())
    version = version_of(programme, small_content())
    collection = programme.collections.create(questionnaire=version, opened=timezone.localdate(), **told)
    for code, sector, trial in (("openlink", "", False), ("ofsector", "health", False), ("tryitout", "", True)):
        collection.links.create(code=code, sector=sector, trial=trial)
    page = Client().get("/network/alder/").content.decode()
    assert ('href="/s/alder/openlink"' in page) is linked
    assert "ofsector" not in page and "tryitout" not in page
    pause(programme=programme, by=SYSTEM)
    assert ways_of(programme)[0].address == ""
