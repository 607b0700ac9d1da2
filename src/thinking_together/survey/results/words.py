"""Open answers as they were written, a page at a time: in an order that tells nothing of when or with what they came.

Answers of one person to several questions never stand in the same place, and no page holds the key of a response: an
answer is known by a keyed hash of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Length, Substr
from django.utils.crypto import constant_time_compare, salted_hmac

from thinking_together.core.wordings import BLANK
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import QuestionnaireVersion, Response
from thinking_together.survey.outcomes import USABLE
from thinking_together.survey.queries import shown_version
from thinking_together.survey.questionnaire import Questionnaire, Variable
from thinking_together.survey.reading import from_content
from thinking_together.survey.record import Record
from thinking_together.survey.results.identifiers import Part, parts
from thinking_together.survey.results.labels import Groups

AT_ONCE = 25
LAST = "\uffff"  # behind every name
_SALT = "survey.results.words"


class Order(StrEnum):
    """How the answers are sorted."""

    WORDS = "words"
    SECTOR = "sector"
    LENGTH = "length"
    MAY_NAME = "may_name"


ORDER_WORDS = {
    Order.WORDS: "By their first words",
    Order.SECTOR: "By sector",
    Order.LENGTH: "The longest first",
    Order.MAY_NAME: "What may name somebody first",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's words in pieces, the group that may be named beside them, and what it is known by."""

    token: str
    parts: tuple[Part, ...]
    group: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """What in it may tell who somebody is."""
        return tuple(dict.fromkeys(part.kind for part in self.parts if part.kind))


@dataclass(frozen=True)
class Asked:
    """An open question of the version whose answers are shown."""

    version: QuestionnaireVersion
    questionnaire: Questionnaire
    variable: Variable

    @property
    def place(self) -> int:
        return [each.code for each in Record(self.questionnaire).texts].index(self.variable.code)

    @property
    def words(self) -> Cast:
        """What was written, as the database reads it."""
        return Cast(KeyTextTransform(str(self.place), "texts"), TextField())

    def answers(self) -> QuerySet[Response]:
        """The responses that a release counts and in which something was written and not taken away since."""
        counted = Response.objects.filter(
            questionnaire=self.version, trial=False, counted_from__isnull=False, outcome__in=USABLE
        )
        written = counted.alias(words=self.words).filter(words__isnull=False)
        return written.exclude(words="").exclude(words__startswith=BLANK)


def asked_of(programme: Programme, item: str) -> Asked | None:
    """Nothing where no open question has this code."""
    version = shown_version(programme)
    if version is None:
        return None
    questionnaire = from_content(json.loads(version.document))
    found = next((v for v in questionnaire.variables if v.code == item and v.text), None)
    return None if found is None else Asked(version, questionnaire, found)


def page_of(asked: Asked, groups: Groups, order: Order, number: int) -> tuple[tuple[Answer, ...], bool]:
    """The answers of a page, and whether more follow."""
    start = (number - 1) * AT_ONCE
    rows = asked.answers().annotate(
        said=asked.words, long=Length(asked.words), told=_told(groups), marked=Substr("may_name", asked.place + 1, 1)
    )
    some = rows.order_by(*_ORDERS[order]).values_list("pk", "key", "said")[start : start + AT_ONCE + 1]
    found = list(some)
    answers = tuple(
        Answer(token_of(asked.variable.code, key), parts(said), groups.label(pk)) for pk, key, said in found[:AT_ONCE]
    )
    return answers, len(found) > AT_ONCE


def token_of(item: str, key: str) -> str:
    """By what an answer is known on a page."""
    return salted_hmac(_SALT, f"{item}/{key}", algorithm="sha256").hexdigest()[:32]


def answer_of(asked: Asked, token: str) -> tuple[str, str] | None:
    """The key of the response in which an answer stands, and its words."""
    rows = asked.answers().annotate(said=asked.words).order_by().values_list("key", "said").iterator()
    return next((row for row in rows if constant_time_compare(token_of(asked.variable.code, row[0]), token)), None)


def _told(groups: Groups) -> Case:
    """The sector as it may be told, for sorting: those that are not named stand together."""
    named_sectors = (When(sector=code, then=Value(label)) for code, label in groups.sectors)
    return Case(*named_sectors, default=Value(LAST), output_field=CharField())


_ORDERS: dict[Order, tuple[str | OrderBy, ...]] = {
    Order.WORDS: ("said", "key"),
    Order.SECTOR: ("told", "said", "key"),
    Order.LENGTH: (F("long").desc(), "said", "key"),
    Order.MAY_NAME: (F("marked").desc(), "said", "key"),
}
