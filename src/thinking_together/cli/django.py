"""Django, for the commands that need it."""

from __future__ import annotations

import os


def django_ready() -> None:
    """Settings loaded and apps registered; the database is not touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinking_together.config.settings")
    import django

    django.setup()


def database_ready() -> None:
    """As ``django_ready``, with the database made and its tables up to date."""
    django_ready()
    from django.conf import settings
    from django.core.management import call_command

    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
