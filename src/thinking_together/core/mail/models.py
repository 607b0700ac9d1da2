"""E-mail that has not been sent yet. What was sent is deleted: the queue keeps its key alone."""

from __future__ import annotations

from django.db import models


class OutgoingMail(models.Model):
    """One message as it will be sent. ``handed_at`` is set while the mail server has it and has not answered."""

    sender = models.CharField(max_length=320)
    recipients = models.JSONField()
    message = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)
    handed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"message {self.pk}"
