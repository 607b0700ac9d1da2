"""What ``bench survey`` measures: an open survey of the shipped questionnaire in an empty database, made by a process.

``python -m thinking_together.cli.survey_ground STORED`` with the environment of the server; tells what it made as JSON.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from thinking_together.cli.scratch import make_tables

SLUG = "bench"
HOST = "bench.example"


@dataclass(frozen=True, slots=True)
class Ground:
    """``path`` of the link for everybody; ``statements`` are the most for a page, and ``sending`` for sending."""

    path: str
    statements: int
    sending: int
    durable: bool


def make(stored: int) -> Ground:
    """Everything that a survey needs to be open, and as many responses as are said."""
    make_tables()
    from thinking_together.survey.answering.opening import open_collection

    programme = _programme()
    collection = open_collection(programme=programme, closes=None, by=_system())
    links = {link.trial: link.code for link in collection.links.filter(sector="")}
    statements, sending = _statements(f"/s/{SLUG}/{links[True]}")
    _store(collection.questionnaire_id, stored)
    return Ground(f"/s/{SLUG}/{links[False]}", statements, sending, _is_durable())


def _system() -> Any:
    from thinking_together.core.writes import SYSTEM

    return SYSTEM


def _programme() -> Any:
    from datetime import date

    from thinking_together.programmes.domain.details import confirm_support
    from thinking_together.programmes.models import SAFEGUARDING, Programme
    from thinking_together.programmes.readiness import lines_of
    from thinking_together.survey.domain.drafting import begin_draft
    from thinking_together.survey.domain.publishing import publish
    from thinking_together.survey.editor.beginning import from_shipped
    from thinking_together.survey.form.drafted import hash_of
    from thinking_together.survey.form.shipped import self_harm_workforce

    told = {"title": "Bench", "place": "Bench", "area_code": "X06000001", "as_of": date.today()}
    made = Programme.objects.create(slug=SLUG, children_number="1", reading_rota="Daily", **told)
    for code in self_harm_workforce()[0].sectors:
        made.sectors.create(code=code, name=code.title())
    for duty in SAFEGUARDING:
        made.responsible.create(duty=duty, name="Nobody")
    confirm_support(programme=made, seen=lines_of(made), by=_system())
    shipped = from_shipped()
    begin_draft(programme=made, content=shipped.content, begun_from=shipped.begun_from, by=_system())
    publish(programme=made, seen=hash_of(shipped.content), comparison_ends=False, by=_system())
    return Programme.objects.get(pk=made.pk)


def _statements(path: str) -> tuple[int, int]:
    """Of one journey in this process, as a trial: the most statements of a request, and those of sending."""
    from django.db import connection
    from django.test import Client

    from thinking_together.cli.survey_load import Journey

    client = Client(HTTP_HOST=HOST)
    counts: list[tuple[str, int]] = []

    def ask(method: str, address: str, body: str) -> tuple[int, str, str]:
        before = len(seen)
        if method == "GET":
            response = client.get(address, secure=True)
        else:
            response = client.post(address, body, content_type="application/x-www-form-urlencoded", secure=True)
        counts.append((f"{method} {address.rsplit('/', 1)[-1]}", len(seen) - before))
        return response.status_code, response.headers.get("Location", ""), response.content.decode()

    seen: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            seen.append(sql)
        return execute(sql, params, many, context)

    Journey(path, ask, seed=1).whole()  # what a process works out once is worked out
    counts.clear()
    with connection.execute_wrapper(count):
        Journey(path, ask, seed=2).whole()
    sending = max(many for what, many in counts if what == "POST check")
    return max(many for what, many in counts if what != "POST check"), sending


def _store(version: int, many: int) -> None:
    """Copies of the response that a trial made, each of its own key, as if they had come one by one."""
    from django.db import transaction

    from thinking_together.core.bulk import insert_rows
    from thinking_together.survey.models import Response, new_stamp

    first = Response.objects.first()
    assert first is not None
    same = (first.day, "health", first.outcome, bytes(first.record), first.texts, first.states)

    def rows() -> Iterator[tuple[Any, ...]]:
        for at in range(many):
            yield (
                2**40 + at * 1000,
                version,
                secrets.token_hex(10),
                *same,
                False,
                secrets.randbelow(2**31),
                None,
                new_stamp(),
            )

    fields = ("id", "questionnaire", "key", "day", "sector", "outcome", "record", "texts", "states")
    with transaction.atomic():
        insert_rows(Response, (*fields, "trial", "position", "counted_from", "stamp"), rows())


def _is_durable() -> bool:
    """Whether the database waits for the disk before it says that it has kept something."""
    from thinking_together.survey.answering.durable import waits_for_disk

    return waits_for_disk()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinking_together.config.settings")
    print(json.dumps(asdict(make(int(sys.argv[1])))))
