"""Tables that a test committed to, emptied: only those with rows, and without what each migration makes again.

Django's own way truncates every table on PostgreSQL, and after it looks up all permissions of all models once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from thinking_together.core import audit_triggers

# Django's own register of models and what may be done with them, which no test changes.
KEPT = {"django_content_type", "auth_permission"}


def emptying(
    operations: Any, style: Any, tables: Sequence[str], *, reset_sequences: bool = False, allow_cascade: bool = False
) -> list[str]:
    """In the place of ``sql_flush``: its statements, past the triggers by which the audit log refuses them."""
    connection = operations.connection
    filled = _filled(connection, sorted(set(tables) - KEPT))
    if not filled:
        return []
    refusing = audit_triggers.TABLE in filled
    return [
        *(audit_triggers.remove(connection.vendor) if refusing else []),
        *(f"DELETE FROM {operations.quote_name(table)}" for table in filled),
        *(["SET CONSTRAINTS ALL IMMEDIATE"] if connection.vendor == "postgresql" else []),
        *(audit_triggers.install(connection.vendor) if refusing else []),
        *(operations.sequence_reset_by_name_sql(style, [_of(table) for table in filled]) if reset_sequences else []),
    ]


def _filled(connection: Any, tables: Sequence[str]) -> list[str]:
    """Those with rows, once everybody who was still writing has ended."""
    names = [connection.ops.quote_name(table) for table in tables]
    asked = " UNION ALL ".join(f"SELECT {at} WHERE EXISTS (SELECT 1 FROM {name})" for at, name in enumerate(names))
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(asked)
        return [tables[at] for (at,) in cursor.fetchall()]


def _of(table: str) -> dict[str, str | None]:
    return {"table": table, "column": None}
