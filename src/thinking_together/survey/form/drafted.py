"""Changes of a questionnaire's content as plain data: each gives a new content, and the old stays as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from thinking_together.core.tabular import Problem
from thinking_together.survey.form.codes import unique_slugs
from thinking_together.survey.form.document import Document
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import QuestionnaireError, build_questionnaire

Content = Mapping[str, Any]
ItemContent = Mapping[str, Any]
NAME = "questionnaire"


class NoSuchItem(LookupError):
    """The item is not there, or not any more."""


class NotWellFormed(ValueError):
    """The change would leave something that is no questionnaire; the message says what is wrong."""


def canonical_text(content: Content) -> str:
    """As it is kept and hashed."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def hash_of(content: Any) -> str:
    return hashlib.sha256(canonical_text(content).encode()).hexdigest()


def document_of(content: Content) -> Document:
    """For the linter: the place of each item stands for its line."""
    return Document(content, {("items", place): place + 1 for place in range(len(content["items"]))})


def checked(content: Content) -> Questionnaire:
    """The questionnaire; ``NotWellFormed`` with what is wrong first."""
    try:
        return build_questionnaire(document_of(content), NAME)
    except QuestionnaireError as error:
        raise NotWellFormed(_told(error.problems[0])) from None


def _told(problem: Problem) -> str:
    return f"{problem.what}. {problem.remedy}"


def item_of(content: Content, code: str) -> ItemContent:
    """``NoSuchItem`` where none has the code."""
    return content["items"][_place(content, code)]


def added(content: Content, item: ItemContent, after: str) -> Content:
    """With an item more, behind another or at the end."""
    items = list(content["items"])
    at = _place(content, after) + 1 if after else len(items)
    return {**content, "items": [*items[:at], dict(item), *items[at:]]}


def replaced(content: Content, code: str, item: ItemContent) -> Content:
    return _with(content, code, lambda items, at: [*items[:at], dict(item), *items[at + 1 :]])


def removed(content: Content, code: str) -> Content:
    return _with(content, code, lambda items, at: [*items[:at], *items[at + 1 :]])


def moved(content: Content, code: str, up: bool) -> Content:
    """One place up or down; the same content at the end of the list."""
    at = _place(content, code)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(content["items"]):
        return content
    items = list(content["items"])
    items[at], items[to] = items[to], items[at]
    return {**content, "items": items}


def new_item_code(content: Content, text: str) -> str:
    """A code made of the question's words that no item has."""
    words = " ".join(text.split()[:6])
    (code,) = unique_slugs([words], "item", taken=[item["code"] for item in content["items"]])
    return code


def relabelled(
    choices: Sequence[Mapping[str, str]], labels: Sequence[str], more: Sequence[str]
) -> list[dict[str, str]]:
    """Choices with new labels under the codes they had; an empty label takes one out, ``more`` come at the end."""
    kept = [{"code": one["code"], "label": label} for one, label in zip(choices, labels, strict=True) if label]
    codes = unique_slugs(list(more), "choice", taken=[one["code"] for one in choices])
    return [*kept, *({"code": code, "label": label} for code, label in zip(codes, more, strict=True))]


def _with(content: Content, code: str, change: Callable[[list[Any], int], list[Any]]) -> Content:
    return {**content, "items": change(list(content["items"]), _place(content, code))}


def _place(content: Content, code: str) -> int:
    for place, item in enumerate(content["items"]):
        if item["code"] == code:
            return place
    raise NoSuchItem(code)
