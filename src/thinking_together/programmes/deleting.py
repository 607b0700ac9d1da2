"""Deleting what is due, once a day and by itself."""

from __future__ import annotations

from django.utils import timezone

from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.retention import delete_due


class NotAllDeleted(Exception):
    """Something is due and could not be deleted; it is tried again, and again tomorrow."""


@job(
    "programmes.retention",
    label="Deleting what has been kept long enough",
    repeatable=True,
    attempts=4,
    passing=(NotAllDeleted,),
)
def delete_what_is_due(running: Running) -> str:
    """How many kinds of how many programmes; the log of each tells what."""
    deleted = delete_due(today=timezone.localdate(), by=SYSTEM)
    failed = sum(bool(one.failed) for one in deleted)
    if failed:
        raise NotAllDeleted(f"{failed} of {len(deleted)}")
    return f"{len(deleted)} deleted" if deleted else "nothing was due"
