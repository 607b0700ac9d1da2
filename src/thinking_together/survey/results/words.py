"""Open answers as they were written, a page at a time: in an order that tells nothing of when or with what they came.

Answers of one person to several questions never stand in the same place, and no page tells the key of a response: an
answer is known by a token of its own (``tokens``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

import polars as pl
from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from thinking_together.core.wordings import BLANK
from thinking_together.programmes.models import Programme
from thinking_together.survey.form.questionnaire import Questionnaire, Variable
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.identifiers import Part, parts
from thinking_together.survey.held.ordering import kept_order, length_of, marked_of, place_of
from thinking_together.survey.held.outcomes import USABLE
from thinking_together.survey.held.queries import shown_version
from thinking_together.survey.held.record import Record
from thinking_together.survey.models import QuestionnaireVersion, Response
from thinking_together.survey.results.labels import Groups
from thinking_together.survey.results.tokens import key_in, token_of

AT_ONCE = 25
LAST = "\uffff"  # behind every name


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

    def counted(self) -> QuerySet[Response]:
        """The responses that a release counts."""
        of = Response.objects.filter(questionnaire=self.version, counted_from__isnull=False)
        return of.filter(trial=False, outcome__in=USABLE)

    def answers(self) -> QuerySet[Response]:
        """Those of them in which something was written and not taken away since."""
        written = self.counted().alias(words=self.words).filter(words__isnull=False)
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
    some = _in_order(asked, groups, order)[start : start + AT_ONCE + 1]["id"].to_list()
    shown, more = some[:AT_ONCE], len(some) > AT_ONCE
    written = asked.answers().filter(pk__in=shown).annotate(said=asked.words).order_by()
    said = {pk: (key, words) for pk, key, words in written.values_list("pk", "key", "said")}
    labels = groups.labels_of(shown)
    found = ((said[pk], labels[pk]) for pk in shown if pk in said)  # one may have been taken away since
    code = asked.variable.code
    return tuple(Answer(token_of(code, key), parts(words), label) for (key, words), label in found), more


def _in_order(asked: Asked, groups: Groups, order: Order) -> pl.DataFrame:
    """All answers, each by its response's ``id``."""
    place, length, marked = (of(asked.variable.code) for of in (place_of, length_of, marked_of))
    kept = kept_order(asked.version, asked.questionnaire).counted((place, length, marked))
    told = pl.col("sector").replace_strict(dict(groups.sectors), default=LAST, return_dtype=pl.String)
    longest = -pl.col(length).cast(pl.Int64)
    by = {Order.WORDS: [], Order.SECTOR: [told], Order.LENGTH: [longest], Order.MAY_NAME: [~pl.col(marked)]}[order]
    return kept.filter(pl.col(place).is_not_null()).join(groups.people, on="id").sort(*by, place)


def answer_of(asked: Asked, token: str) -> tuple[str, str] | None:
    """The key of the response in which an answer stands, and its words."""
    key = key_in(asked.variable.code, token)
    if key is None:
        return None
    return asked.answers().filter(key=key).annotate(said=asked.words).values_list("key", "said").first()
