"""What is kept of a version goes when the version does, by whatever way it was deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from thinking_together.survey.held.kept_files import forget
from thinking_together.survey.models import QuestionnaireVersion


def connect() -> None:
    post_delete.connect(_deleted, sender=QuestionnaireVersion, dispatch_uid="survey.kept")


def _deleted(instance: QuestionnaireVersion, **told: Any) -> None:
    version = instance.pk  # gone from the instance once the deletion is done
    transaction.on_commit(lambda: forget(version))
