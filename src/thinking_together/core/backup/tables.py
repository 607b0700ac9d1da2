"""Which tables a backup holds: all of every installed app, without naming any, but for what must not come back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

# Who is signed in, and work and mail that wait: a restored queue would do and send again what was done and sent since.
LEFT_OUT = frozenset(
    {
        "sessions.session",
        "usersessions.usersession",
        "django_tasks_database.dbtaskresult",
        "tasks.job",
        "tasks.daily",
        "mail.outgoingmail",
    }
)


def kept_models() -> list[type[models.Model]]:
    """Every model with a table of its own, links between many and many included, by label."""
    return sorted(_with_tables(apps.get_models(include_auto_created=True)), key=lambda model: model._meta.label)


def all_models() -> list[type[models.Model]]:
    """As ``kept_models``, with those that are left out."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _with_tables(every: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    return [
        model
        for model in every
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]


def stored_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields that are columns of the model's own table and are not computed by the database."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
