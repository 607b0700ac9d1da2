"""Giving codes to passages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import Length

from thinking_together.core.writes import Actor, Written, write
from thinking_together.evidence.newest import newest
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.domain.names import named
from thinking_together.synthesis.models import Code, Coding
from thinking_together.synthesis.rows import CodingRow

BATCH = 1000


class OutsideText(ValueError):
    """A passage does not lie in its text."""


def passage_problem(start: int, end: int, length: int) -> str:
    """Why ``start`` to ``end`` is no passage of a text of ``length`` code points; empty when it is one."""
    if start < 0 or end <= start:
        return f"{start} to {end} is no passage"
    return f"the passage ends at {end}, past the text's {length} characters" if end > length else ""


@write("codings.added")
def add_codings(*, programme: Programme, codings: Iterable[CodingRow], by: Actor) -> Written[int]:
    """Stores codings on the newest version of each text; the number stored.

    ``UnknownName`` for a text or code the programme does not have, ``OutsideText`` for a passage that does not lie
    in its text.
    """
    codings = list(codings)
    texts = newest(programme, (row.text for row in codings), "id", Length("body"))
    codes = dict(Code.objects.filter(programme=programme).values_list("code", "id"))
    made = []
    for position, row in enumerate(codings):
        text, length = named("text", texts, row.text)
        wrong = passage_problem(row.start, row.end, length)
        if wrong:
            raise OutsideText(f"{row.text}: {wrong}")
        made.append(
            Coding(
                text_id=text,
                code_id=named("code", codes, row.code),
                start=row.start,
                end=row.end,
                coder=row.coder,
                position=position,
            )
        )
    Coding.objects.bulk_create(made, batch_size=BATCH)
    return Written(programme, len(made), {"codings": len(made)})
