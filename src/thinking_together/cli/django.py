"""Django, for the commands that need it."""

from __future__ import annotations

import os
from typing import NoReturn

import typer

NOT_FIT = 2
AWAY = "The database cannot be reached: check DATABASE_URL, TT_VAR, and that it runs."


def django_ready() -> None:
    """Settings loaded and apps registered; the database is not touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinking_together.config.settings")
    import django

    django.setup()


def database_ready() -> None:
    """As ``django_ready``, with the database made where there is none.

    One that is behind this version is brought up to date too, but not in production: there it is told to be.
    """
    django_ready()
    from django.conf import settings
    from django.db import OperationalError

    from thinking_together.cli.migrate import bring_up_to_date, is_begun

    settings.VAR.mkdir(parents=True, exist_ok=True)
    try:
        begun = is_begun()
    except OperationalError:
        _refuse(AWAY)
    if settings.PRODUCTION and begun:
        _refuse_if_behind()
    else:
        bring_up_to_date()
        _finish_a_restore()


def fit_to_run(*, migrate: bool = False) -> None:
    """For what serves and works. In production the database is brought up to date only when told to.

    Exit status 2 with every reason, where the settings or the database forbid to start.
    """
    django_ready()
    from django.conf import settings

    if settings.REFUSALS:
        _refuse("\n".join(settings.REFUSALS))
    if migrate or not settings.PRODUCTION:
        from thinking_together.cli.migrate import bring_up_to_date

        bring_up_to_date()
        _finish_a_restore()
    else:
        _refuse_if_behind()


def _refuse_if_behind() -> None:
    from django.db import OperationalError, connections

    from thinking_together.core.health import pending_migrations

    try:
        behind = pending_migrations()
    except OperationalError:
        _refuse(AWAY)
    finally:
        connections.close_all()
    if behind:
        _refuse("The database is not up to date with this version. Back it up, then: thinking-together migrate")
    _finish_a_restore()
    connections.close_all()


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(NOT_FIT)


def _finish_a_restore() -> None:
    """A restore that was cut off between database and files is brought to its end."""
    from thinking_together.core.backup.kept_files import finish_exchange, one_restore_at_a_time
    from thinking_together.core.backup.problems import BackupRefused

    try:
        with one_restore_at_a_time():
            finish_exchange()
    except BackupRefused:
        return  # one is under way
