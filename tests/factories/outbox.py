"""Sending what waits, without a worker's process, into Django's test outbox."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from django.db.models.functions import Now
from tests.factories import people

from thinking_together.core.mail.handing import NotTaken
from thinking_together.core.tasks.models import Job, JobState
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import plan
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState
from thinking_together.messaging.handing_over import hand_over_due, look_after
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
    starts = fields.pop("starts", None) or (datetime.now(UTC) + timedelta(days=7)).replace(second=0, microsecond=0)
    told = {"kind": GatheringKind.WEBINAR, "title": "Launch webinar", "online": True, "state": GatheringState.OPEN}
    told |= {"starts": starts, "ends": starts + timedelta(hours=1), "joining_link": "https://meet.example/abc"}
    return plan(programme=programme, by=SYSTEM, **told | fields)


def sent() -> list[EmailMessage]:
    """Hands over what is due, as a worker does; the mails of this time alone."""
    before = len(mail.outbox)
    look_after()
    for job in Job.objects.filter(kind="messages.hand_over", open=True):
        Job.objects.filter(pk=job.pk).update(attempt=1, state=JobState.RUNNING, beat_at=Now())
        programme = int(job.subject.split("/")[1])
        context = SimpleNamespace(task_result=SimpleNamespace(id=str(job.pk)), attempt=1)
        with suppress(NotTaken):
            hand_over_due.func(context, programme=programme)
        Job.objects.filter(pk=job.pk).update(open=False)
    return mail.outbox[before:]


def link_in(text: str, path: str) -> str:
    """The address of a personal link in a message, as a path of the site."""
    found = re.search(rf"https?://[^/\s]+({re.escape(path)}[0-9a-f]+)", text)
    assert found, text
    return found[1]
