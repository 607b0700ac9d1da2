"""Reading the audit log: one programme's events, narrowed, and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime, make_aware

from thinking_together.core.audit import AuditEvent
from thinking_together.core.tabular.formula import guard

COLUMNS = ("when", "who", "action", "record", "record_key", "label", "details")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked for; an empty part narrows nothing. Both days are included, by the clocks here."""

    who: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None


def events_of(programme: str, asked: Narrowed) -> QuerySet[AuditEvent]:
    """The programme's events, newest first."""
    events = AuditEvent.objects.filter(programme_slug=programme)
    if asked.who:
        events = events.filter(Q(who_name__icontains=asked.who) | Q(who__email__iexact=asked.who))
    if asked.action:
        events = events.filter(action=asked.action)
    if asked.since:
        events = events.filter(at__gte=_midnight(asked.since))
    if asked.until:
        events = events.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return events


def holding(programme: str, words: str) -> QuerySet[AuditEvent]:
    """The programme's events in whose text these words stand, newest first."""
    return AuditEvent.objects.filter(programme_slug=programme, label__icontains=words)


def in_words(action: str) -> str:
    """An action as pages show it; the file has its code."""
    return action.replace(".", ": ").replace("_", " ")


def actions_of(programme: str) -> list[str]:
    """The kinds of event that the programme has."""
    found = AuditEvent.objects.filter(programme_slug=programme).order_by("action").values_list("action", flat=True)
    return list(found.distinct())


def csv_lines(events: QuerySet[AuditEvent]) -> Iterator[str]:
    """A CSV file line by line; what a spreadsheet would run as a formula is made safe."""
    yield _line(COLUMNS)
    for event in events.iterator(chunk_size=1000):
        details = json.dumps(event.details, ensure_ascii=False, sort_keys=True) if event.details else ""
        told = (event.who_name, event.action, event.record_model, event.record_pk, event.label, details)
        yield _line((localtime(event.at).isoformat(timespec="seconds"), *told))


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([guard(cell) for cell in cells])
    return out.getvalue()


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
