"""Adding immutable texts."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from thinking_together.core.writes import Actor, Written, write
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class NewText:
    """A text as a phase offers it for coding. ``unit`` is what is counted when a code is found in it."""

    ref: str
    unit: str
    body: str
    sector: str = ""
    question: str = ""


def normalise(body: str) -> str:
    """NFC with ``\\n`` line ends: the form in which positions are counted."""
    return unicodedata.normalize("NFC", body.replace("\r\n", "\n").replace("\r", "\n"))


@write("texts.added")
def add_texts(*, programme: Programme, phase: str, texts: Iterable[NewText], by: Actor) -> Written[list[Text]]:
    """Stores the first version of each text, in order."""
    made = []
    for position, new in enumerate(texts):
        body = normalise(new.body)
        made.append(
            Text(
                programme=programme,
                phase=phase,
                ref=new.ref,
                unit=new.unit,
                sector=new.sector,
                question=new.question,
                body=body,
                sha256=hashlib.sha256(body.encode()).hexdigest(),
                position=position,
            )
        )
    Text.objects.bulk_create(made, batch_size=500)
    return Written(programme, made, {"phase": phase, "texts": len(made)})
