"""How long pages take: counts by path, page and seconds, gathered here and written now and then.

Not with the answers: who saw a draft and a count change together could join them. What a process that dies had not
written is lost, which costs figures of time a few counts and nobody an answer.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from django.db import connection, transaction

from thinking_together.survey.answering.answers import Answers
from thinking_together.survey.answering.compiled import Survey
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.held.bands import lower_edge

MOST_WAITING, LONGEST_WAITING = 200, 20.0  # counts, and seconds since the first of them
_UPSERT = """INSERT INTO survey_pagetiming (collection_id, path, page, bucket, count) VALUES {}
ON CONFLICT (collection_id, path, page, bucket) DO UPDATE SET count = survey_pagetiming.count + excluded.count"""
Place = tuple[int, str, int, int]


@dataclass
class Tally:
    """The counts of one process that wait to be written."""

    waiting: Counter[Place] = field(default_factory=Counter)
    since: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, collection: int, path: str, page: int, seconds: int) -> None:
        with self.lock:
            if not self.waiting:
                self.since = time.monotonic()
            self.waiting[collection, path, page, lower_edge(seconds)] += 1

    def take_if_due(self, now: float) -> Counter[Place]:
        """The counts, once there are many of them or they are old; nothing before."""
        with self.lock:
            if self.waiting.total() < MOST_WAITING and now - self.since < LONGEST_WAITING:
                return Counter()
            taken, self.waiting = self.waiting, Counter()
            return taken


_tally = Tally()


def note(collection: int, path: str, page: int, seconds: int) -> None:
    """Counts a page, and writes what has waited long enough."""
    _tally.note(collection, path, page, seconds)
    _write(_tally.take_if_due(time.monotonic()))


def write_all() -> None:
    """What is still waiting, as a process ends."""
    _write(_tally.take_if_due(float("inf")))


def forget() -> None:
    """What is waiting is dropped."""
    _tally.take_if_due(float("inf"))


def _write(counts: Counter[Place]) -> None:
    if not counts:
        return
    there = set(Collection.objects.filter(pk__in={place[0] for place in counts}).values_list("pk", flat=True))
    rows = [(*place, many) for place, many in sorted(counts.items()) if place[0] in there]
    if rows:
        values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_UPSERT.format(values), [value for row in rows for value in row])


def path_of(survey: Survey, answers: Answers) -> str:
    """The path that the answers so far tell of: ``education/secondary``; ``everyone`` before that."""
    items = (survey.asked.sector_item, *survey.asked.group_items)
    said = [given[0] for item in items if item and (given := answers.get(item.code))]
    return "/".join(said[:2]) or "everyone"
