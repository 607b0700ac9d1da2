"""An embedded database that lives as long as one command."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thinking_together.cli.django import django_ready

_NEW_OBJECTS = 100_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Python looks for rings of objects after 700 new ones. While a bundle is read nearly all of them stay, and
    looking took a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def scratch_database() -> Iterator[Path]:
    """Django on an empty embedded database, gone afterwards. To be entered before Django is set up."""
    with few_collections(), tempfile.TemporaryDirectory(prefix="thinking-together-") as folder:
        os.environ["TT_VAR"] = folder
        os.environ.pop("DATABASE_URL", None)
        make_tables()
        from django.db import connections

        try:
            yield Path(folder)
        finally:
            connections.close_all()


def make_tables() -> None:
    """Straight from the models: nobody migrates what is gone in a minute, and migrations take ten times as long."""
    django_ready()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.VAR.mkdir(parents=True, exist_ok=True)
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
