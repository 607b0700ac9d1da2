"""Times when people come together, in a room or online, and who came."""

from __future__ import annotations

from django.db import models

from thinking_together.programmes.models import Participant, Partner, Programme, Sector


class GatheringKind(models.TextChoices):
    WEBINAR = "webinar", "Webinar"
    REFLECTIVE_SESSION = "reflective_session", "Reflective session"
    BASELINE_MEETING = "baseline_meeting", "Baseline meeting"
    TRAINING = "training", "Training"
    NETWORK = "network", "Network event"


class AttendanceState(models.TextChoices):
    ATTENDED = "attended", "attended"
    CANCELLED = "cancelled", "cancelled"
    DID_NOT_ATTEND = "did_not_attend", "did not attend"
    RESERVE = "reserve", "on the reserve list"


class AbsenceReason(models.TextChoices):
    """Why somebody could not come. Coarse on purpose: illness and family are nobody's business here."""

    WORK_PRESSURE = "work_pressure", "work pressure"
    CLASH = "clash", "another appointment"
    PERSONAL = "personal", "personal"
    TECHNICAL = "technical", "technical or travel trouble"
    OTHER = "other", "another reason"
    NOT_GIVEN = "not_given", "not given"


class Gathering(models.Model):
    """One event of a programme. ``planned_size`` is how many people it was planned for."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="gatherings")
    code = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=GatheringKind)
    title = models.CharField(max_length=200)
    day = models.DateField()
    online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    planned_size = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="gathering_code_once")]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """One person's place at a gathering. ``participant`` is empty where only the sector is known."""

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
