"""Words of an answer that go (purged, with a concern, as own experience), and what of it is counted all the same.

Which resources it named stays, as codes: else the counts of them would fall in the groups of whoever wrote it, and
tell everybody where the words went. They say nothing else of the words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import polars as pl

from thinking_together.core.wordings import blanked
from thinking_together.survey.form.questionnaire import Questionnaire, Variable
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.dictionary import with_lists
from thinking_together.survey.held.record import Record
from thinking_together.survey.held.snapshot import dictionary_of, searched
from thinking_together.survey.models import Response

Named = dict[str, list[str]]  # codes of resources by the code of the question


def named_of(told: str) -> Named:
    """What ``Response.named`` holds."""
    found: Named = json.loads(told) if told else {}
    return found


def take_away(response: Response, place: int) -> None:
    """Blanks the answer at this place among the texts. Where it is blank already, what it named stays."""
    words = response.texts[place]
    if blanked(words) == words:
        return
    variable = _variable(response, place)
    if variable.item.mentions:
        codes = sorted(dictionary_of(variable).named_in(words))
        response.named = json.dumps({**named_of(response.named), variable.code: codes})
    _save(response, place, blanked(words))


def put_back(response: Response, place: int, words: str) -> None:
    """The words stand there again, and are looked through as all others."""
    left = {code: codes for code, codes in named_of(response.named).items() if code != _variable(response, place).code}
    response.named = json.dumps(left) if left else ""
    _save(response, place, words)


def with_taken_away(questionnaire: Questionnaire, named: pl.DataFrame, told: Sequence[str]) -> pl.DataFrame:
    """``named`` (bits of resources, a column a question) with what stays of words that went; ``told`` by row."""
    taken = [(at, named_of(one)) for at, one in enumerate(told) if one]
    if not taken:
        return named
    columns = {}
    for variable in searched(questionnaire):
        bits = named[variable.code].to_list()
        for at, of in taken:
            codes = of.get(variable.code, ())
            bits[at] |= sum(1 << place for place, one in enumerate(variable.item.mentions) if one.code in codes)
        columns[variable.code] = bits
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64))


def _variable(response: Response, place: int) -> Variable:
    version = response.questionnaire
    return Record(with_lists(version, from_content(json.loads(version.document)))).texts[place]


def _save(response: Response, place: int, words: str) -> None:
    response.texts[place] = words
    response.save(update_fields=["texts", "named"])
