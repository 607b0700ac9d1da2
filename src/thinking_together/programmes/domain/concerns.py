"""Raising a safeguarding concern, and settling it."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.core.closed import refuse
from thinking_together.core.permissions import Permission, allows
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.concern_mail import tell_safeguarding
from thinking_together.programmes.concerns import holder_of
from thinking_together.programmes.models import Concern, Programme
from thinking_together.programmes.queries import member


class NotForThem(ValueError):
    """Only the safeguarding lead or deputy settles a concern."""


class NothingDone(ValueError):
    """What was done has to be written down."""


@write("concern.raised")
def raise_concern(
    *, programme: Programme, kind: str, about: str, worry: str, key: UUID, by: Actor
) -> Written[Concern] | Unchanged[Concern]:
    """Takes the words out of sight and tells the safeguarding lead and deputy, without a word of them.

    The same form sent twice raises one. Neither the words nor the worry stand in the log.
    """
    refuse(programme.slug)
    Programme.objects.select_for_update().get(pk=programme.pk)
    same = Concern.objects.filter(key=key).first()
    if same is not None:
        return Unchanged(same)
    words = holder_of(kind).take(programme, about)
    who = by if isinstance(by, Person) else None
    made = Concern.objects.create(
        programme=programme, key=key, kind=kind, about=about, worry=worry, words=words, raised_by=who
    )
    tell_safeguarding(made)
    return Written(made, made, {"kind": kind})


@write("concern.settled", always=True)
def settle_concern(*, concern: Concern, done: str, put_back: bool, by: Actor) -> Written[Concern] | Unchanged[Concern]:
    """Records what was done; the words go back to where they stood, or for good.

    ``NotForThem`` for everybody but the safeguarding lead and deputy, ``NothingDone`` where nothing is said. One that
    is settled stays as it is.
    """
    held = Concern.objects.select_for_update(of=("self",)).select_related("programme").get(pk=concern.pk)
    of = member(by, held.programme.slug) if isinstance(by, Person) else None
    if of is None or not allows(of, Permission.SEE_CONCERNS):
        raise NotForThem("only the safeguarding lead or deputy can settle a concern")
    if held.settled_at is not None:
        return Unchanged(held)
    if not done.strip():
        raise NothingDone("write down what was done")
    if put_back and held.words:
        holder_of(held.kind).put_back(held.programme, held.about, held.words)
    assert isinstance(by, Person)
    held.done, held.words, held.settled_by, held.settled_at = done.strip(), "", by, timezone.now()
    held.save(update_fields=["done", "words", "settled_by", "settled_at"])
    return Written(held, held, {"put_back": put_back})


def concerns_stay(old: Programme, new: Programme) -> None:
    """No folder ends a concern, and none holds one. Called inside the import."""
    Concern.objects.filter(programme=old).update(programme=new)
