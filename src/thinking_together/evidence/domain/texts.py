"""Adding immutable texts."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thinking_together.core.bulk import insert_rows
from thinking_together.core.writes import Actor, Written, write
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class NewText:
    """A text as a phase offers it for coding. ``unit`` is what is counted when a code is found in it.

    ``question`` is the code of the item, topic or recommendation that it answers.
    """

    ref: str
    unit: str
    body: str
    sector: str = ""
    question: str = ""


def normalise(body: str) -> str:
    """NFC with ``\\n`` line ends: the form in which positions are counted."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    return body if body.isascii() else unicodedata.normalize("NFC", body)


_FIELDS = ("programme", "phase", "ref", "version", "unit", "sector", "question", "body", "sha256", "position")


@write("texts.added")
def add_texts(*, programme: Programme, phase: str, texts: Iterable[NewText], by: Actor) -> Written[int]:
    """Stores the first version of each text, in order; how many."""
    many = insert_rows(Text, _FIELDS, _rows(programme, phase, texts))
    return Written(programme, many, {"phase": phase, "texts": many})


def _rows(programme: Programme, phase: str, texts: Iterable[NewText]) -> Iterator[tuple[object, ...]]:
    for position, new in enumerate(texts):
        body = normalise(new.body)
        digest = hashlib.sha256(body.encode()).hexdigest()
        yield (programme.pk, phase, new.ref, 1, new.unit, new.sector, new.question, body, digest, position)
