"""Leaves no trace of a programme in the test database: not even what the log of an installation keeps for good."""

from __future__ import annotations

from django.db import connection

from thinking_together.core import audit_triggers
from thinking_together.programmes.models import Programme


def wipe(programme: Programme) -> None:
    """With all events, which tests that come later would meet."""
    programme.delete()
    with connection.cursor() as cursor:
        for statement in audit_triggers.remove(connection.vendor):
            cursor.execute(statement)
        cursor.execute(f"DELETE FROM {audit_triggers.TABLE}")
        for statement in audit_triggers.install(connection.vendor):
            cursor.execute(statement)
