"""Triggers that keep the audit log as it was written, whatever program writes to the database.

An event is never deleted. It may change in two ways: it loses its person when they are erased, and it loses its text
for good. A migration that makes the table anew (SQLite does so for many changes) must install them again.
"""

from __future__ import annotations

TABLE = "core_auditevent"
SAYS = "an audit event stays as it was written"
_FIXED = ("id", "at", "action", "record_model", "record_pk", "programme_slug")
_TEXT = {"who_name": "''", "label": "''", "details": "'{}'"}


def install(vendor: str) -> list[str]:
    """The statements for this database; none where it has no triggers that we know."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]()


def remove(vendor: str) -> list[str]:
    where = f" ON {TABLE}" if vendor == "postgresql" else ""
    names = [f"DROP TRIGGER IF EXISTS {name}{where}" for name in ("audit_event_stays", "audit_event_unchanged")]
    return names + (["DROP FUNCTION IF EXISTS audit_event_refused()"] if vendor == "postgresql" else [])


def _changed(differs: str) -> str:
    """The condition under which an update is refused; ``differs`` compares two columns, null included."""

    def change(column: str) -> str:
        return differs.format(f'NEW."{column}"', f'OLD."{column}"')

    refused = [change(column) for column in _FIXED]
    refused.append(f"({change('who_id')} AND NEW.who_id IS NOT NULL)")
    refused.append("(OLD.purged AND NOT NEW.purged)")
    refused += [f"({change(text)} AND NOT (NEW.purged AND NEW.{text} = {empty}))" for text, empty in _TEXT.items()]
    return " OR ".join(refused)


def _sqlite() -> list[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    return [
        f"CREATE TRIGGER audit_event_stays BEFORE DELETE ON {TABLE} {stop}",
        f"CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON {TABLE} WHEN {_changed('{} IS NOT {}')} {stop}",
    ]


def _postgresql() -> list[str]:
    run = "EXECUTE FUNCTION audit_event_refused()"
    return [
        "CREATE FUNCTION audit_event_refused() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER audit_event_stays BEFORE DELETE ON {TABLE} FOR EACH ROW {run}",
        f"CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({_changed('{} IS DISTINCT FROM {}')}) {run}",
    ]
