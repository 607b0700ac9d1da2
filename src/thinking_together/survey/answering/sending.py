"""From a draft to a response: inserted under a random key in the transaction that deletes the draft and its tokens."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from thinking_together.survey.answering.answers import Answers, as_stored
from thinking_together.survey.answering.compiled import Survey
from thinking_together.survey.answering.drafting import TRIES, Busy, Said, Sent
from thinking_together.survey.answering.models import Draft
from thinking_together.survey.answering.standing import Kept, Standing, by_key
from thinking_together.survey.form.questionnaire import Part
from thinking_together.survey.form.routing import AnswerState
from thinking_together.survey.held.outcomes import outcomes_of
from thinking_together.survey.held.responses import Answer
from thinking_together.survey.models import Outcome, Response

KEY_BYTES = 10
POSITIONS = 2**31
NUMBERS_FROM, NUMBERS = 2**40, 2**51  # far above those that the database gives in order, exact in JSON


@dataclass(frozen=True, slots=True)
class Answered:
    """A response before it has a key. What is no longer asked is not in it: its state says why."""

    record: bytes
    texts: list[str | None]
    states: str
    outcome: str
    sector: str


def answered(survey: Survey, said: Said) -> Answered:
    """What is analysed of a draft."""
    given = {code: values for code, values in said.answers.items() if values}
    states = survey.router.states(given, second=bool(said.second))
    if not _any_of_second(survey, states):
        states = survey.router.states(given, second=False)
    variables = survey.asked.variables
    values: list[Answer] = [
        as_stored(variable, given.get(variable.code, ())) if state is AnswerState.ANSWERED else None
        for variable, state in zip(variables, states, strict=True)
    ]
    [record] = survey.record.pack([[value] for value in values])
    texts = [str(v) if v is not None else None for v, var in zip(values, variables, strict=True) if var.text]
    some = Outcome.COMPLETE if AnswerState.ANSWERED in states else Outcome.INTRODUCTION
    [outcome] = outcomes_of(survey.asked, list(states)) or (some.value,)  # a questionnaire may be without a core
    return Answered(record, texts, "".join(states), outcome, _sector(survey, given, states))


def _any_of_second(survey: Survey, states: Sequence[AnswerState]) -> bool:
    return any(
        state is AnswerState.ANSWERED and variable.item.part is Part.SECOND
        for state, variable in zip(states, survey.asked.variables, strict=True)
    )


def _sector(survey: Survey, given: Answers, states: Sequence[AnswerState]) -> str:
    item = survey.asked.sector_item
    if item is None:
        return ""
    for variable, state in zip(survey.asked.variables, states, strict=True):
        if variable.code == item.code and state is AnswerState.ANSWERED:
            return given[item.code][0]
    return ""


def send(standing: Standing) -> None:
    """Makes a response of the draft. ``Sent`` where there is none any more: sent twice, there is one response."""
    for _ in range(TRIES):
        if standing.draft is None or standing.collection is None:
            raise Sent
        if _moved(standing.collection.version, standing.collection.survey, standing.draft):
            return
        again = by_key(standing.owner.slug, standing.draft.key)
        if again is None:
            raise Sent
        standing = again
    raise Busy


def _moved(version: int, survey: Survey, draft: Kept) -> bool:
    new = answered(survey, Said.of(draft))
    with transaction.atomic():
        gone, _ = Draft.objects.filter(pk=draft.key, revision=draft.revision).delete()
        if gone:
            insert(version, new, trial=draft.trial)
    return bool(gone)


def insert(version: int, new: Answered, *, trial: bool, day: date | None = None, sector: str = "") -> Response:
    """Under random numbers and at a random place, so that none tells the order of coming; with the day alone."""
    return Response.objects.create(
        pk=NUMBERS_FROM + secrets.randbelow(NUMBERS),
        questionnaire_id=version,
        key=secrets.token_hex(KEY_BYTES),
        day=day or timezone.localdate(),
        sector=sector or new.sector,
        outcome=new.outcome,
        record=new.record,
        texts=new.texts,
        states=new.states,
        trial=trial,
        position=secrets.randbelow(POSITIONS),
    )
