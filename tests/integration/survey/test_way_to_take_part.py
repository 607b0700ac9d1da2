"""The survey is offered on public pages while it can be answered, or will be; not once it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import people
from tests.factories.answering import version_of
from tests.factories.surveys import small_content

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
