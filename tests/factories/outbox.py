"""Sending what waits, without a worker's process, into Django's test outbox."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from tests.factories import people

from thinking_together.core.tasks.worker import work
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import plan
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState
from thinking_together.messaging.handing_over import look_after
from thinking_together.messaging.kinds import Kind, register
from thinking_together.messaging.models import QuietHours
from thinking_together.programmes.models import Participant, Programme

NEWS = Kind("test.news", "News", to_many=True)
ANSWER = Kind("test.answer", "An answer", prompt=True)
for kind in (NEWS, ANSWER):
    register(kind)


def real_programme(slug: str = "alder", **fields: Any) -> Programme:
    """One that sends, at any hour: no example."""
    made = people.programme(slug, area_code="E06000036", place="Alder", title="Working together", **fields)
    made.sectors.create(code="health", name="Health")
    made.sectors.create(code="education", name="Education")
    QuietHours.objects.create(programme=made, begins=time(0), ends=time(0))  # none
    return made


def takes_part(programme: Programme, name: str, **fields: Any) -> Participant:
    sector = fields.pop("sector", None) or programme.sectors.first()
    return Participant.objects.create(
        programme=programme, code=name, sector=sector, email=f"{name}@trust.example", **fields
    )


def gathering(programme: Programme, **fields: Any) -> Gathering:
    """A webinar in a week, open to sign up."""
    starts = fields.pop("starts", None) or (datetime.now(UTC) + timedelta(days=7)).replace(microsecond=0)
    told = {"kind": GatheringKind.WEBINAR, "title": "Launch webinar", "online": True, "state": GatheringState.OPEN}
    told |= {"starts": starts, "ends": starts + timedelta(hours=1), "joining_link": "https://meet.example/abc"}
    return plan(programme=programme, by=SYSTEM, **told | fields)


def sent() -> list[EmailMessage]:
    """Hands over what is due; the mails of this time alone."""
    before = len(mail.outbox)
    look_after()
    work(interval=0.01, until_empty=True)
    return mail.outbox[before:]
