"""An answer to the survey while a safeguarding concern on it is open: out of its response and out of the texts to code.

An open answer is kept twice; the words of both go with the concern and come back together.
"""

from __future__ import annotations

import json

from thinking_together.core.wordings import blanked
from thinking_together.evidence import concerns as texts
from thinking_together.evidence.domain.purging import parts_of
from thinking_together.evidence.domain.texts import normalise
from thinking_together.programmes.concerns import Holder
from thinking_together.programmes.models import Concern, Programme
from thinking_together.survey.domain.making_ready import ask_for_results
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.naming import response_and_item
from thinking_together.survey.held.record import Record
from thinking_together.survey.held.taken_away import put_back, take_away
from thinking_together.survey.models import Response

KIND = "survey answer"


def _where(ref: str) -> str:
    return f"an answer to the survey’s open question “{response_and_item(ref)[1]}”"


def _take(programme: Programme, ref: str) -> str:
    found = _found(programme, ref)
    if found is None:
        return ""
    response, place = found
    words = str(response.texts[place])
    if blanked(words) == words:
        return ""
    texts.HOLDER.take(programme, ref)
    take_away(response, place)
    ask_for_results(programme)
    return words


def _put_back(programme: Programme, ref: str, words: str) -> None:
    found = _found(programme, ref)
    if found is not None:
        texts.HOLDER.put_back(programme, ref, normalise(words))
        put_back(*found, words)
        ask_for_results(programme)


def forget(key: str) -> int:
    """An answer that is purged while its words lie with a concern does not come back with them."""
    slug, ref = parts_of(key)
    held = Concern.objects.filter(programme__slug=slug, kind=KIND, about=ref).exclude(words="")
    return held.update(words="")


def _found(programme: Programme, ref: str) -> tuple[Response, int] | None:
    """The response and the place of the answer among its texts."""
    key, item = response_and_item(ref)
    rows = Response.objects.select_for_update(of=("self",)).filter(questionnaire__programme=programme, key=key)
    for row in rows.select_related("questionnaire__programme"):
        codes = [each.code for each in Record(from_content(json.loads(row.questionnaire.document))).texts]
        if item in codes and isinstance(row.texts[codes.index(item)], str):
            return row, codes.index(item)
    return None


HOLDER = Holder(_where, _take, _put_back)
