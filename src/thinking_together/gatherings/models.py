"""Times when people come together, in a room or online, and who came."""

from __future__ import annotations

import uuid

from django.db import models

from thinking_together.programmes.models import Participant, Partner, Programme, Sector


class GatheringKind(models.TextChoices):
    WEBINAR = "webinar", "Webinar"
    REFLECTIVE_SESSION = "reflective_session", "Reflective session"
    BASELINE_MEETING = "baseline_meeting", "Baseline meeting"
    TRAINING = "training", "Training"
    NETWORK = "network", "Network event"


class GatheringState(models.TextChoices):
    """What people outside can do. Whatever a folder brings in without one has been."""

    DRAFT = "draft", "Not shown yet"
    OPEN = "open", "Open to sign up"
    CLOSED = "closed", "Closed to sign up"
    CANCELLED = "cancelled", "Called off"


NOT_HELD = (GatheringState.DRAFT, GatheringState.CANCELLED)


class AttendanceState(models.TextChoices):
    """``COMING`` and ``RESERVE`` are before it took place, the others say how it ended."""

    ATTENDED = "attended", "attended"
    CANCELLED = "cancelled", "cancelled"
    DID_NOT_ATTEND = "did_not_attend", "did not attend"
    RESERVE = "reserve", "on the reserve list"
    COMING = "coming", "coming"


class AbsenceReason(models.TextChoices):
    """Why somebody could not come. Coarse on purpose: illness and family are nobody's business here."""

    WORK_PRESSURE = "work_pressure", "work pressure"
    CLASH = "clash", "another appointment"
    PERSONAL = "personal", "personal"
    TECHNICAL = "technical", "technical or travel trouble"
    OTHER = "other", "another reason"
    NOT_GIVEN = "not_given", "not given"


class Gathering(models.Model):
    """One event of a programme. ``planned_size`` is how many people it was planned for, ``capacity`` how many fit.

    ``day`` is that of ``starts``, where that is known. ``uid`` and ``sequence`` are how calendars know it again: the
    second rises with each change. The joining link goes to those who are coming, and nowhere else.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="gatherings")
    code = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=GatheringKind)
    title = models.CharField(max_length=200)
    day = models.DateField()
    online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    planned_size = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    starts = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    joining_link = models.URLField(max_length=500, blank=True)
    capacity = models.PositiveIntegerField("how many places there are", null=True, blank=True)
    state = models.CharField(max_length=10, choices=GatheringState, default=GatheringState.CLOSED)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    about = models.TextField("what it is about", blank=True)
    recording_link = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="gathering_code_once")]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """One person's place at a gathering. ``participant`` is empty where only the sector is known.

    Who waits is in the order of ``position``: who signs up again goes to the end.
    """

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True)
    sector = models.ForeignKey(Sector, models.RESTRICT)
    partner = models.ForeignKey(Partner, models.RESTRICT, null=True, blank=True)
    state = models.CharField(max_length=20, choices=AttendanceState)
    reason = models.CharField(max_length=20, choices=AbsenceReason, blank=True)
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "participant"],
                condition=models.Q(participant__isnull=False),
                name="one_place_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gathering.code}: {self.sector.code} {self.state}"
