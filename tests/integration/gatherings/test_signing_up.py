"""Places, the waiting list and what people are told."""

from __future__ import annotations

import pytest
from tests.factories.outbox import gathering, real_programme, sent, takes_part

from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import cancel, sign_up
from thinking_together.gatherings.models import AbsenceReason

pytestmark = pytest.mark.django_db


def test_the_first_who_waits_moves_up_and_is_told() -> None:
    programme = real_programme()
    event = gathering(programme, capacity=1)
    first, second = (sign_up(gathering=event, participant=takes_part(programme, n), by=SYSTEM) for n in ("ann", "ben"))
    assert [first.state, second.state] == ["coming", "reserve"]
    assert sorted((m.to[0], m.subject) for m in sent()) == [
        ("ann@trust.example", "You have a place: Launch webinar"),
        ("ben@trust.example", "You are on the waiting list: Launch webinar"),
    ]
    cancel(attendance=first, reason=AbsenceReason.CLASH, by=SYSTEM)
    second.refresh_from_db()
    assert second.state == "coming"
    mails = sent()
    assert [m.to[0] for m in mails] == ["ann@trust.example", "ben@trust.example"]
