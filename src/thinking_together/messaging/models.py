"""One outbox a programme: what is written to whom, how far it got, and the links by which people answer."""

from __future__ import annotations

import uuid
from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from thinking_together.programmes.models import Participant, Programme


class DeliveryState(models.TextChoices):
    """How far a message got with one recipient. What is ``unknown`` only a person sends again."""

    UNKNOWN = "unknown", "Not known whether it was sent"
    FAILED = "failed", "Could not be sent"
    BOUNCED = "bounced", "Came back"
    HELD = "held", "Held back"
    WAITING = "waiting", "Waiting"
    HANDING_OVER = "handing_over", "Being handed over"
    SENT = "sent", "Sent"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Message(models.Model):
    """What is written. ``key`` says what it is about: the same is never written twice.

    ``links`` and ``makes`` name what is made for each recipient when their mail is: see ``messaging.parts``.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="messages")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body_markdown = models.TextField()
    links = models.JSONField(default=list)
    makes = models.JSONField(default=list)
    not_before = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="message_once")]

    def __str__(self) -> str:
        return self.subject


class AttachedFile(models.Model):
    """A file that goes with a message, the same to everybody."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """A message to one recipient. The address stands here only where it is nobody's of those who take part.

    ``attempts`` also numbers the hand-overs: what an earlier one learns late does not change a later one. ``job`` and
    ``job_attempt`` are of the worker that has it. ``asked`` is when somebody last decided that it is to be sent.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="deliveries")
    address = models.EmailField(max_length=254, blank=True)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField("of them since somebody last asked for it", default=0)
    next_try = models.DateTimeField(default=timezone.now)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    asked = models.DateTimeField(default=timezone.now)
    job = models.UUIDField(null=True, blank=True)
    job_attempt = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["next_try"], condition=Q(state__in=["waiting", "held", "handing_over"]), name="delivery_open"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "participant"],
                condition=Q(participant__isnull=False),
                name="delivery_once_a_participant",
            ),
            models.UniqueConstraint(
                fields=["message", "address"], condition=Q(participant=None), name="delivery_once_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message}, {self.reference}"

    @property
    def to(self) -> str:
        """Where it goes: empty once the address was erased."""
        return self.participant.email if self.participant else self.address


class Link(models.Model):
    """A personal link, for one purpose and a time. Only the keyed hash of its token is kept."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=40)
    target = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="links")
    address = models.EmailField(max_length=254, blank=True)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, blank=True, related_name="links")
    issued = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(db_index=True)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.target}"

    @property
    def to(self) -> str:
        """Whose link it is, by address."""
        return self.participant.email if self.participant else self.address


class StopReason(models.TextChoices):
    ASKED = "asked", "asked for no more"
    BOUNCED = "bounced", "messages come back"


class Stop(models.Model):
    """That an address gets no more of what is written to many. What answers something of its own still goes there."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stops")
    address = models.EmailField(max_length=254)
    reason = models.CharField(max_length=10, choices=StopReason)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "address"], name="stop_once")]

    def __str__(self) -> str:
        return self.get_reason_display()


QUIET_FROM, QUIET_UNTIL = time(20), time(7)


class QuietHours(models.Model):
    """From when until when nothing goes out of itself, by the clock on the wall. The same twice: there are none."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="quiet_hours")
    begins = models.TimeField("from", default=QUIET_FROM)
    ends = models.TimeField("until", default=QUIET_UNTIL)

    class Meta:
        verbose_name_plural = "quiet hours"

    def __str__(self) -> str:
        return f"{self.begins:%H:%M} to {self.ends:%H:%M}"
