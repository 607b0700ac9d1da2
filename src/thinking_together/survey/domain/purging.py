"""An open answer is kept twice: as a text for coding, and in its response. A purge takes both."""

from __future__ import annotations

import json

from thinking_together.evidence.domain.purging import parts_of
from thinking_together.survey.domain.making_ready import ask_for_results
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.naming import response_and_item
from thinking_together.survey.held.record import Record
from thinking_together.survey.held.taken_away import take_away
from thinking_together.survey.models import Response


def remove(key: str) -> int:
    """Blanks the answer that the text's name (``survey/<response>/<variable>``) stands for; others are not touched."""
    slug, ref = parts_of(key)
    response, variable = response_and_item(ref)
    if not response:
        return 0
    changed = 0
    rows = Response.objects.select_for_update(of=("self",)).filter(questionnaire__programme__slug=slug, key=response)
    for row in rows.select_related("questionnaire__programme"):
        codes = [each.code for each in Record(from_content(json.loads(row.questionnaire.document))).texts]
        place = codes.index(variable) if variable in codes else None
        if place is not None and isinstance(row.texts[place], str):
            take_away(row, place)
            ask_for_results(row.questionnaire.programme)
            changed += 1
    return changed
