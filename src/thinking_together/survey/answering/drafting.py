"""Drafts as they are begun and written. No event tells of them, and no row knows the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from thinking_together.survey.answering import tokens
from thinking_together.survey.answering.answers import Answers, dump, load
from thinking_together.survey.answering.models import Draft
from thinking_together.survey.answering.standing import Kept, Standing, Through, by_key

TRIES = 8

_UPDATE = """UPDATE survey_draft SET answers = %s, second = %s, reached = %s, day = %s, revision = revision + 1
WHERE id = %s AND revision = %s"""


class Sent(Exception):
    """The draft is gone: sent, or its time is over."""


class Busy(Exception):
    """Others wrote the same draft again and again in the same moment."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a draft holds."""

    answers: Answers
    second: bool | None
    reached: int = 0  # the number of the last page that was sent

    @classmethod
    def of(cls, draft: Kept) -> Said:
        return cls(load(draft.answers), draft.second, draft.reached)

    def with_answers(self, page: int, more: Answers) -> Said:
        return replace(self, answers={**self.answers, **more}, reached=max(page, self.reached))


def begin(
    *, collection: int, nonce: str, link: Through, trial: bool, sector_item: str, answers: Answers | None = None
) -> str:
    """The token of a new draft. The same form sent twice begins one; once it was written to, it begins another."""
    first = with_sector(answers or {}, link.sector, sector_item)
    for attempt in (nonce, tokens.new_nonce()):
        token = tokens.token_of(attempt, collection)
        draft = Draft(
            collection_id=collection,
            token_hash=tokens.digest(token),
            answers=dump(first),
            sector=link.sector,
            day=timezone.localdate(),
            trial=trial,
        )
        try:
            with transaction.atomic():
                draft.save(force_insert=True)
        except IntegrityError:
            if Draft.objects.filter(token_hash=draft.token_hash, revision=0).exists():
                return token
        else:
            return token
    raise Busy


def with_sector(answers: Answers, sector: str, sector_item: str) -> Answers:
    """A link of a sector has answered which it is."""
    return {sector_item: (sector,), **answers} if sector and sector_item else answers


def fold(*, digest: str, token: str, answers: Answers, sector_item: str) -> bool:
    """Puts a draft aside within a new one that begins with these answers; whether there was one.

    One row before and after, so that nobody counts twice. What was answered before is shown to nobody again, and counts
    as far as it is not answered anew. A code that was given leads to the new one.
    """
    with transaction.atomic():
        old = Draft.objects.select_for_update().filter(token_hash=digest).first()
        if old is None:
            return False
        old.delete()
        Draft.objects.create(
            collection_id=old.collection_id,
            token_hash=tokens.digest(token),
            code_hash=old.code_hash,
            answers=dump(with_sector(answers, old.sector, sector_item)),
            earlier=dump({**(load(old.earlier) if old.earlier else {}), **load(old.answers)}),
            sector=old.sector,
            day=timezone.localdate(),
            trial=old.trial,
        )
    return True


def write(standing: Standing, change: Callable[[Said], Said]) -> Said:
    """Makes the change to the draft as it is now; durable when this returns. ``Sent`` where it is gone."""
    for _ in range(TRIES):
        draft = standing.draft
        if draft is None:
            raise Sent
        said = change(Said.of(draft))
        if _write(draft, said):
            return said
        again = by_key(standing.owner.slug, draft.key)
        if again is None:
            raise Sent
        standing = again
    raise Busy


def _write(draft: Kept, said: Said) -> bool:
    today = timezone.localdate().isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [dump(said.answers), said.second, said.reached, today, draft.key, draft.revision])
        return bool(cursor.rowcount)


def forget(draft: Kept) -> None:
    """Deletes a draft that nobody wants any more."""
    Draft.objects.filter(pk=draft.key).delete()
