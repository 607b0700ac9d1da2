"""The lists of named resources by which open answers are read: as published, or as analysts kept them since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from thinking_together.analysis.mentions import Resource
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.models import MentionList, QuestionnaireVersion

Plain = list[Any]  # [code, label, [other spellings]]


def with_lists(version: QuestionnaireVersion, questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with the last list of each question. The published document stays as it is."""
    last = {kept.item: resources_of(kept.resources) for kept in MentionList.objects.filter(questionnaire=version)}
    if not last:
        return questionnaire
    items = (replace(item, mentions=last.get(item.code, item.mentions)) for item in questionnaire.items)
    return replace(questionnaire, items=tuple(items))


def resources_of(plain: Iterable[Plain]) -> tuple[Resource, ...]:
    return tuple(Resource(code, label, tuple(aliases)) for code, label, aliases in plain)


def plain_of(resources: Iterable[Resource]) -> list[Plain]:
    return [[one.code, one.label, list(one.aliases)] for one in resources]


def mark_of(questionnaire: Questionnaire) -> str:
    """Another word for other lists: what was found by one is not taken for what another finds."""
    lists = {item.code: plain_of(item.mentions) for item in questionnaire.items if item.mentions}
    return hashlib.sha256(json.dumps(lists, sort_keys=True).encode()).hexdigest()[:12]
