"""Where words stand: in which texts and lines of the log, so that somebody can choose what is removed for good."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from thinking_together.core.audit_reading import holding
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme

MOST = 50
_AROUND = 60  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """A text or a line of the log: its ``key``, what it is called, and the passage in which the words stand."""

    key: str
    called: str
    passage: str


@dataclass(frozen=True, slots=True)
class Places:
    """At most ``MOST`` of each; ``more`` where there are others."""

    texts: tuple[Found, ...]
    lines: tuple[Found, ...]
    more: bool

    @property
    def any(self) -> bool:
        return bool(self.texts or self.lines)


def places_of(programme: Programme, words: str) -> Places:
    """Every version counts: a text is found by words that stand in an earlier one alone."""
    words = unicodedata.normalize("NFC", words)
    texts: dict[str, Found] = {}
    holders = Text.objects.filter(programme=programme, body__icontains=words).order_by("phase", "position", "ref")
    for text in holders.iterator(chunk_size=MOST):
        texts.setdefault(text.ref, Found(text.ref, text.ref, passage(text.body, words)))
        if len(texts) > MOST:
            break
    events = holding(programme.slug, words)[: MOST + 1]
    lines = [Found(str(event.pk), f"{event.action}, {event.at:%-d %B %Y}", event.label) for event in events]
    more = len(texts) > MOST or len(lines) > MOST
    return Places(tuple(texts.values())[:MOST], tuple(lines)[:MOST], more)


def passage(body: str, words: str) -> str:
    """The words with what stands around them, in one line."""
    at = max(body.casefold().find(words.casefold()), 0)
    start, end = max(at - _AROUND, 0), at + len(words) + _AROUND
    cut = " ".join(body[start:end].split())
    return ("…" if start else "") + cut + ("…" if end < len(body) else "")
