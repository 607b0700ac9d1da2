"""Where somebody stands: their draft, its collection, the programme and whether it is paused, in one statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils import timezone

from thinking_together.survey.answering.compiled import Survey, survey_of


@dataclass(frozen=True, slots=True)
class Owner:
    """The programme, as far as pages of the survey show it."""

    slug: str
    title: str
    invented: bool
    children_number: str
    local_support: str
    contact: str
    lead: str
    archived: bool
    paused: bool
    trial: bool = False  # what is answered here is tried out


@dataclass(frozen=True, slots=True)
class Held:
    """A collection: ``over`` once it takes in no more."""

    key: int
    over: bool
    version: int
    sha256: str

    @property
    def survey(self) -> Survey:
        return survey_of(self.version, self.sha256)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was read."""

    key: int
    answers: str
    second: bool | None
    reached: int
    revision: int
    sector: str
    trial: bool
    has_code: bool


@dataclass(frozen=True, slots=True)
class Through:
    """A link: of which sector, and whether what is answered by it is a trial."""

    code: str
    sector: str
    trial: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """``draft`` and ``link`` as far as they were asked for and are there."""

    owner: Owner
    collection: Held | None
    draft: Kept | None = None
    link: Through | None = None

    @property
    def open(self) -> bool:
        """Whether answers are taken in."""
        there = self.collection is not None and not self.collection.over
        return there and not (self.owner.paused or self.owner.archived)

    @property
    def waits(self) -> bool:
        """Whether a pause holds it back, and answers will be taken in again."""
        there = self.collection is not None and not self.collection.over
        return there and self.owner.paused and not self.owner.archived


_OWNER = """p.slug, p.title, p.invented, p.children_number, p.local_support, p.contact, p.lead, p.archived IS NOT NULL,
EXISTS (SELECT 1 FROM programmes_pause s WHERE s.programme_id = p.id AND s.partner_id IS NULL AND s.ended IS NULL)"""
_COLLECTION = "c.id, (c.closed IS NOT NULL OR c.closes < %s), c.questionnaire_id, q.sha256"
_DRAFT = "d.id, d.answers, d.second, d.reached, d.revision, d.sector, d.trial, d.code_hash IS NOT NULL"
_JOINED = """survey_collection c JOIN survey_questionnaireversion q ON q.id = c.questionnaire_id
JOIN programmes_programme p ON p.id = c.programme_id"""
_BY = f"""SELECT {_OWNER}, {_COLLECTION}, {_DRAFT} FROM survey_draft d
JOIN {_JOINED.replace("survey_collection c", "survey_collection c ON c.id = d.collection_id", 1)}
WHERE p.slug = %s AND d."""  # noqa: S608 - made of constants
_BY_LINK = f"""SELECT {_OWNER}, {_COLLECTION}, l.code, l.sector, l.trial FROM survey_surveylink l
JOIN {_JOINED.replace("survey_collection c", "survey_collection c ON c.id = l.collection_id", 1)}
WHERE p.slug = %s AND l.code = %s"""  # noqa: S608
_NEWEST = f"SELECT {_OWNER}, {_COLLECTION} FROM {_JOINED} WHERE p.slug = %s ORDER BY c.id DESC LIMIT 1"  # noqa: S608
_OWN, _OF = 9, 13  # how many columns tell of the programme, and of both


def by_token(slug: str, token_hash: str) -> Standing | None:
    """Of the draft with this token; nothing where there is none in this programme."""
    return _by_draft("token_hash", slug, token_hash)


def by_code(slug: str, code_hash: str) -> Standing | None:
    return _by_draft("code_hash", slug, code_hash)


def by_key(slug: str, key: int) -> Standing | None:
    """As it is now."""
    return _by_draft("id", slug, key)


def _by_draft(column: str, slug: str, value: str | int) -> Standing | None:
    row = _row(f"{_BY}{column} = %s", slug, value)
    if row is None:
        return None
    key, answers, second, reached, revision, sector, trial, has_code = row[_OF:]
    took = None if second is None else bool(second)
    draft = Kept(key, answers, took, reached, revision, sector, bool(trial), bool(has_code))
    return Standing(replace(_owner(row), trial=draft.trial), _held(row), draft)


def by_link(slug: str, code: str) -> Standing | None:
    """Of the link with this code; nothing where the programme has none."""
    row = _row(_BY_LINK, slug, code)
    if row is None:
        return None
    code, sector, trial = row[_OF:]
    return Standing(replace(_owner(row), trial=bool(trial)), _held(row), link=Through(code, sector, bool(trial)))


def newest(slug: str) -> Standing | None:
    """The programme's last collection; nothing where there was none."""
    row = _row(_NEWEST, slug)
    return Standing(_owner(row), _held(row)) if row else None


def _row(statement: str, *wanted: str | int) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [timezone.localdate().isoformat(), *wanted])
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def _owner(row: tuple[Any, ...]) -> Owner:
    slug, title, invented, number, support, contact, lead, archived, paused = row[:_OWN]
    return Owner(slug, title, bool(invented), number, support, contact, lead, bool(archived), bool(paused))


def _held(row: tuple[Any, ...]) -> Held:
    key, over, version, sha256 = row[_OWN:_OF]
    return Held(key, bool(over), version, sha256)
