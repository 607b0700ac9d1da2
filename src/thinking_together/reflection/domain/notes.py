"""Notes while they are written: kept field by field, and never one person's over another's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thinking_together.accounts.models import Person
from thinking_together.core.closed import refuse
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings.models import Gathering
from thinking_together.reflection.models import NoteDraft, Question, SessionNotes

LONGEST = 20_000


class Finished(ValueError):
    """The notes of the session are finished, and stay as they are."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has in a field, and the version that they began from."""

    body: str
    version: int


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else saved in a field meanwhile: nothing of it was overwritten."""

    body: str
    version: int
    by: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The version of each field now, and the fields in which somebody came first."""

    versions: Mapping[str, int]
    conflicts: Mapping[str, Theirs] = field(default_factory=dict)


@write("notes.written")
def save_notes(
    *, session: Gathering, question: Question, typed: Mapping[str, Typed], by: Actor
) -> Written[Saved] | Unchanged[Saved]:
    """Keeps each field that changed, unless somebody else changed it first; ``Finished`` where it is too late.

    It is called every few seconds, so one event tells that a person began to write in a field, not every letter.
    """
    refuse(session.programme.slug)
    Gathering.objects.select_for_update().get(pk=session.pk)
    if SessionNotes.objects.filter(session=session).exists():
        raise Finished("the notes of this session are finished")
    held = {draft.who: draft for draft in _drafts(session, question)}
    who = by if isinstance(by, Person) else None
    conflicts, begun = {}, []
    for name, sent in typed.items():
        draft = held.get(name) or NoteDraft(session=session, question=question, who=name)
        if _same(draft.body, sent.body):
            continue
        if draft.version != sent.version:
            conflicts[name] = Theirs(draft.body, draft.version, str(draft.last_by or "Somebody"))
            continue
        if draft.pk is None or draft.last_by != who:
            begun.append(name)
        draft.body, draft.version, draft.last_by = _lines(sent.body), draft.version + 1, who
        draft.save()
        held[name] = draft
    saved = Saved({name: held[name].version if name in held else 0 for name in typed}, conflicts)
    if not begun:
        return Unchanged(saved)
    told = {"session": session.code, "question": question.code, "fields": ", ".join(begun)}
    return Written(session, saved, told, programme=session.programme.slug)


def _drafts(session: Gathering, question: Question) -> list[NoteDraft]:
    return list(NoteDraft.objects.filter(session=session, question=question).select_related("last_by"))


def _lines(body: str) -> str:
    return body.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]


def _same(kept: str, sent: str) -> bool:
    return kept == _lines(sent)
