"""All that is kept of a version's responses for pages of results, made before somebody looks at them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.dictionary import with_lists
from thinking_together.survey.held.kept import Kept
from thinking_together.survey.held.ordering import kept_order
from thinking_together.survey.held.queries import kept_answers, kept_mentions
from thinking_together.survey.held.record import Record
from thinking_together.survey.held.snapshot import searched
from thinking_together.survey.models import QuestionnaireVersion


def columns_of(version: QuestionnaireVersion) -> Iterator[Kept]:
    """The codes of all answers; the resources that open ones name, and the order of these, where there are any."""
    questionnaire = with_lists(version, from_content(json.loads(version.document)))
    yield kept_answers(version, questionnaire)
    if searched(questionnaire):
        yield kept_mentions(version, questionnaire)
    if Record(questionnaire).texts:
        yield kept_order(version, questionnaire)


def make_ready(version: QuestionnaireVersion) -> None:
    """Makes anew what is out of date. Nothing is held meanwhile, so answers come in as always."""
    for kept in columns_of(version):
        kept.frame()
