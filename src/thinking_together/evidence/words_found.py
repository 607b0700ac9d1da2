"""Where words stand: in which texts and lines of the log, so that somebody can choose what is removed for good."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thinking_together.core.audit_reading import holding
from thinking_together.core.permissions import Permission
from thinking_together.core.wordings import wordings
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme

MOST = 50
_AROUND = 60  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """A text, a line of the log or a record of another room, and the passage in which the words stand.

    ``kind`` is ``text``, ``line`` or the record's own.
    """

    kind: str
    key: str
    called: str
    passage: str


@dataclass(frozen=True, slots=True)
class Places:
    """At most ``MOST`` of each; ``more`` where there are others."""

    texts: tuple[Found, ...]
    records: tuple[Found, ...]
    lines: tuple[Found, ...]
    more: bool

    @property
    def all(self) -> tuple[Found, ...]:
        return self.texts + self.records + self.lines


def places_of(programme: Programme, words: str, may: Callable[[Permission], bool]) -> Places:
    """Every version counts: a text is found by words that stand in an earlier one alone.

    ``may``: what whoever looks may do. Concerns are found by those alone who may read them.
    """
    words = unicodedata.normalize("NFC", words)
    texts: dict[str, Found] = {}
    holders = Text.objects.filter(programme=programme, body__icontains=words).order_by("phase", "position", "ref")
    for text in holders.iterator(chunk_size=MOST):
        texts.setdefault(text.ref, Found("text", text.ref, text.ref, passage(text.body, words)))
        if len(texts) > MOST:
            break
    events = holding(programme.slug, words)[: MOST + 1]
    lines = [
        Found("line", str(event.pk), f"Log: {event.action}, {event.at:%-d %B %Y}", event.label) for event in events
    ]
    records = list(_records(programme, words, may))
    more = any(len(found) > MOST for found in (texts, records, lines))
    return Places(tuple(texts.values())[:MOST], tuple(records)[:MOST], tuple(lines)[:MOST], more)


def _records(programme: Programme, words: str, may: Callable[[Permission], bool]) -> Iterator[Found]:
    for each in wordings(may):
        for record in each.holding(programme.slug, words)[: MOST + 1]:
            yield Found(each.kind, str(record.pk), each.name(record), passage(each.body(record, words), words))


def passage(body: str, words: str) -> str:
    """The words with what stands around them, in one line."""
    at = max(body.casefold().find(words.casefold()), 0)
    start, end = max(at - _AROUND, 0), at + len(words) + _AROUND
    cut = " ".join(body[start:end].split())
    return ("…" if start else "") + cut + ("…" if end < len(body) else "")
