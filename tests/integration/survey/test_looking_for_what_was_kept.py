"""The look after server processes were killed: it finds what is there, and misses what is not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.factories.answering import SMALL, Somebody, link, open_survey

from thinking_together.cli.survey_found import Found, look
from thinking_together.survey.answering import tokens
from thinking_together.survey.answering.models import Draft
from thinking_together.survey.answering.visit import COOKIE
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db
WORDS = "Young Minds & <Kooth>"


def told(somebody: Somebody, *, sent: bool = False, marker: str = "") -> dict[str, Any]:
    answers = {name: given for name, given in json.loads(Draft.objects.get().answers).items() if given}
    token = tokens.token_in(somebody.client.cookies[COOKIE].value)
    return {token: {"answers": answers, "sent": sent, "marker": marker}}


@pytest.fixture
def somebody() -> Somebody:
    return Somebody(link(open_survey())).begin().answer({**SMALL, "second": ["yes"]}, until="/check")


def test_an_answer_that_is_not_in_its_draft_is_missed(somebody: Somebody) -> None:
    confirmed = told(somebody)
    [many] = (len(one["answers"]) for one in confirmed.values())
    assert look(confirmed) == Found(many, many, 0)
    draft = Draft.objects.get()
    draft.answers = json.dumps(json.loads(draft.answers) | {"years": ["8"]})
    draft.save()
    assert look(confirmed) == Found(many, many - 1, 0)
    draft.delete()
    assert look(confirmed) == Found(many, 0, 0)


@pytest.mark.parametrize("marker", [WORDS, ""])
def test_a_response_that_is_not_there_or_there_twice_is_told(somebody: Somebody, marker: str) -> None:
    confirmed = told(somebody, sent=True, marker=marker)
    [many] = (len(one["answers"]) + 1 for one in confirmed.values())
    assert look(confirmed) == Found(many, 0, 0), "still a draft, though it was said that it was sent"
    somebody.send({})
    assert look(confirmed) == Found(many, many, 0)
    response = Response.objects.get()
    response.pk, response.key, response._state.adding = response.pk + 1, "another", True
    response.save()
    assert look(confirmed) == Found(many, many, 1)
    Response.objects.all().delete()
    assert look(confirmed) == Found(many, 0, 0)
