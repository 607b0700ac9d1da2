"""Whether a new list of resources points at few people beside the lists before it.

Counts of a resource are shown by group. A spelling that one person used, put into a list or taken out of it, moves the
counts of that person's groups by one: so the groups of whoever wrote a certain answer could be looked up. Every list
that counted once is remembered as shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.analysis.mentions import Resource
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.dictionary import resources_of, with_lists
from thinking_together.survey.held.queries import kept_mentions
from thinking_together.survey.models import MentionList, QuestionnaireVersion

FEW = SURVEY.small + 1
Bits = NDArray[np.int64]


def pointing(version: QuestionnaireVersion, item: str, resources: Sequence[Resource]) -> list[Resource]:
    """The resources that few people, and not nobody, name by this list and not by an earlier one, or the other way.

    A resource that is shown by one of the two alone says no more than its count.
    """
    asked = with_lists(version, from_content(json.loads(version.document)))
    now = _found(version, asked, item, resources)
    earlier = [(before, _found(version, asked, item, before)) for before in _earlier(version, asked, item, resources)]
    return [
        one
        for place, one in enumerate(resources)
        if any(
            _few(_naming(now, place), _naming(then, at))
            for before, then in earlier
            for at, other in enumerate(before)
            if one.code == other.code or _spellings(one) & _spellings(other)
        )
    ]


def _earlier(
    version: QuestionnaireVersion, asked: Questionnaire, item: str, resources: Sequence[Resource]
) -> Iterator[tuple[Resource, ...]]:
    """The published list and those that were kept, but for the same as this."""
    published = from_content(json.loads(version.document)).variable(item).item.mentions
    kept = MentionList.objects.filter(questionnaire=version, item=item).order_by("number")
    for one in (published, *(resources_of(each.resources) for each in kept)):
        if one and one != tuple(resources):
            yield one


def _found(version: QuestionnaireVersion, asked: Questionnaire, item: str, resources: Sequence[Resource]) -> Bits:
    """What each counted answer names by a list, as bits in its order."""
    items = tuple(replace(one, mentions=tuple(resources)) if one.code == item else one for one in asked.items)
    kept = kept_mentions(version, replace(asked, items=items)).counted()
    return kept.sort("id")[f"@{item}"].to_numpy().astype(np.int64)


def _naming(found: Bits, place: int) -> NDArray[np.bool_]:
    return (found > 0) & (found >> place & 1 == 1)


def _few(now: NDArray[np.bool_], then: NDArray[np.bool_]) -> bool:
    shown = min(now.sum(), then.sum()) >= FEW
    return bool(shown and 0 < (now != then).sum() < FEW)


def _spellings(one: Resource) -> set[str]:
    return {spelling.casefold() for spelling in (one.label, *one.aliases)}
