"""After a journey nothing that is kept joins a response to a person, an address, a browser or a time of day."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.factories.answering import SMALL, Somebody, link, open_survey

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.core.audit import AuditEvent
from thinking_together.core.logs import JsonLines
from thinking_together.survey.answering import timings
from thinking_together.survey.answering.durable import waits_for_disk
from thinking_together.survey.answering.models import Draft, PageTiming
from thinking_together.survey.answering.visit import COOKIE
from thinking_together.survey.models import Response
from thinking_together.survey.status import status

pytestmark = pytest.mark.django_db
AGENT, ADDRESS, REFERER = "Telltale/7.3 (Planted)", "203.0.113.77", "planted.example"
TIME_OF_DAY = re.compile(r"\d{1,2}:\d{2}")


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield table, dict(zip(names, row, strict=True))


def files() -> Iterator[bytes]:
    for folder in (settings.VAR / "cache", settings.MEDIA_ROOT, settings.VAR / "survey"):
        for path in Path(folder).rglob("*"):
            if path.is_file():
                yield path.read_bytes() + str(path).encode()


def test_no_row_log_line_or_file_leads_to_anybody(caplog: pytest.LogCaptureFixture) -> None:
    collection = open_survey()
    timings.forget()
    events = AuditEvent.objects.count()
    before = {(table, repr(row)) for table, row in rows()}
    client = Client(
        headers={"User-Agent": AGENT, "Referer": f"https://{REFERER}/", "X-Forwarded-For": ADDRESS},
        REMOTE_ADDR=ADDRESS,
    )
    somebody = Somebody(link(collection), client=client)
    with caplog.at_level(logging.DEBUG):
        somebody.begin().answer({**SMALL, "second": ["yes"]}, until="/check")
        token = client.cookies[COOKIE].value.partition(".")[0]
        client.post("/s/alder/-/back", "code=guess", content_type="application/x-www-form-urlencoded")
        kept = Draft.objects.values().get()
        assert token not in repr(kept)
        assert not any(isinstance(value, datetime) for value in kept.values())
        somebody.answer({})
    timings.write_all()
    new = [(table, row) for table, row in rows() if (table, repr(row)) not in before]
    assert {table for table, _ in new} <= {"survey_response", "survey_pagetiming", "sqlite_sequence"}
    lines = [JsonLines().format(record) for record in caplog.records]
    sent = Response.objects.get()
    for told in (*(repr(row) for _, row in new), *lines, *(found.decode("latin-1") for found in files())):
        for planted in (AGENT, "Telltale", ADDRESS, REFERER, token, kept["token_hash"]):
            assert planted not in told
    for line in lines:
        assert sent.key not in line
        assert str(sent.pk) not in line
    [response] = [row for table, row in new if table == "survey_response"]
    assert not any(isinstance(value, datetime) for value in response.values())
    assert not TIME_OF_DAY.search(repr({name: v for name, v in response.items() if name not in ("record", "texts")}))
    assert isinstance(sent.day, date)
    assert AuditEvent.objects.count() == events
    assert client.cookies[COOKIE].value == ""


def test_numbers_of_responses_tell_no_order() -> None:
    collection = open_survey()
    for _ in range(6):
        Somebody(link(collection)).begin().answer(SMALL)
    came = list(Response.objects.order_by("texts").values_list("pk", "position"))
    assert len({pk for pk, _ in came}) == len({place for _, place in came}) == 6
    assert max(pk for pk, _ in came) - min(pk for pk, _ in came) > 10**9


def test_times_are_counts_that_a_trial_is_not_in() -> None:
    collection = open_survey()
    timings.forget()
    Somebody(link(collection, trial=True)).begin().answer(SMALL)
    timings.write_all()
    assert not PageTiming.objects.exists()
    assert Response.objects.get().trial
    for _ in range(2):
        Somebody(link(collection)).begin().answer(SMALL)
    timings.write_all()
    first = PageTiming.objects.filter(page=1)
    assert sum(first.values_list("count", flat=True)) == 2
    assert set(PageTiming.objects.values_list("path", flat=True)) == {"everyone", "education"}


def test_the_serving_connection_waits_for_the_disk() -> None:
    assert waits_for_disk() or _test_server_without_fsync()


def _test_server_without_fsync() -> bool:
    """The tests' own PostgreSQL does not wait for its disk; that commits wait for the server is asserted there."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('synchronous_commit')")
        return bool(cursor.fetchone()[0] == "on")


def test_at_most_three_statements_a_page(django_assert_max_num_queries: Any) -> None:
    collection = open_survey()
    Somebody(link(collection)).begin().answer({**SMALL, "second": ["yes"]})
    somebody = Somebody(link(collection)).begin()
    while not somebody.at.endswith("/check"):
        given = {name: SMALL[name] for name in somebody.questions if name in SMALL}
        with django_assert_max_num_queries(3):
            reply = somebody.post(somebody.fields(**given, **({"second": ["no"]} if "more" in somebody.at else {})))
        somebody.at = reply["Location"]
        with django_assert_max_num_queries(1):
            page = somebody.client.get(somebody.at)
        somebody.show(page)


def test_nobody_sees_the_first_answer_come() -> None:
    """Else a lead who sent the link to one person would know that they have answered."""
    collection = open_survey()
    before = status(collection.programme)
    assert "or fewer than 10" in before.waiting[0].what
    for number in range(SURVEY.fewest_new):
        assert status(collection.programme) == before, number
        Somebody(link(collection)).begin().answer(SMALL)
    assert status(collection.programme) != before


def test_a_request_that_cannot_be_read_does_not_tell_whose_it_is() -> None:
    """As gunicorn words it: with the address, and with what was wrong in the request itself."""
    said = f"Invalid request from ip={ADDRESS}: Invalid HTTP request line: 'GET /s/alder/-/back/zksp'"
    record = logging.LogRecord("gunicorn.error", logging.WARNING, __file__, 1, said, (), None)
    line = JsonLines().format(record)
    assert '"event": "Invalid request"' in line
    assert ADDRESS not in line and "/s/" not in line
