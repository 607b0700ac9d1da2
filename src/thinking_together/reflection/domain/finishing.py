"""Finishing the notes of a session: what was said becomes texts that stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.evidence.domain.texts import NewText, add_texts
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.gatherings.notes import GROUP
from thinking_together.reflection.contributions import contributions
from thinking_together.reflection.models import AskedQuestion, NoteDraft, Question, SessionNotes
from thinking_together.reflection.questions import questions_of
from thinking_together.reflection.sessions import contribution_ref


class NotReady(ValueError):
    """Something has to be known before the notes are finished."""


@write("notes.finished", whole=True)
def finish_notes(
    *, session: Gathering, asked: Collection[str], by: Actor
) -> Written[SessionNotes] | Unchanged[SessionNotes]:
    """Makes of each contribution an immutable text, with the mix of sectors that were there; a second time nothing.

    ``asked`` are codes of questions that were put and to which nobody said anything: that, too, is told.
    """
    held = Gathering.objects.select_for_update().get(pk=session.pk)
    done = SessionNotes.objects.filter(session=held).first()
    if done is not None:
        return Unchanged(done)
    places = Attendance.objects.filter(gathering=held).select_related("sector")
    if any(place.state == AttendanceState.COMING for place in places):
        raise NotReady("write down first who came")
    mix = Counter(place.sector.code for place in places if place.state == AttendanceState.ATTENDED)
    if not mix:
        raise NotReady("nobody is written down as having come")
    notes = SessionNotes.objects.create(session=held, title=held.title, mix=dict(mix))
    order = [*held.programme.sectors.values_list("code", flat=True), GROUP]
    drafts: dict[int, list[NoteDraft]] = {}
    for draft in NoteDraft.objects.filter(session=held):
        drafts.setdefault(draft.question_id, []).append(draft)
    texts: list[NewText] = []
    for position, question in enumerate(questions_of(held.programme)):
        own = sorted(drafts.get(question.pk, ()), key=lambda d: order.index(d.who) if d.who in order else len(order))
        said = [(draft.who, words) for draft in own for words in contributions(draft.body)]
        if said or question.code in asked:
            speakers = [who for who, _ in said]
            AskedQuestion.objects.create(notes=notes, question=question, speakers=speakers, position=position)
            texts += _texts(held.code, question, said, 1)
    add_texts(programme=held.programme, phase="reflection", texts=texts, by=by)
    NoteDraft.objects.filter(session=held).delete()
    return Written(notes, notes, {"session": held.code, "texts": len(texts)}, programme=held.programme.slug)


def add_said(session: Gathering, question: Question, who: str, body: str, by: Actor) -> None:
    """Words that come back after the notes were finished: further texts, and none of the others is touched."""
    notes = SessionNotes.objects.select_for_update().get(session=session)
    words = contributions(body)
    asked, _ = AskedQuestion.objects.get_or_create(
        notes=notes, question=question, defaults={"position": question.position}
    )
    first = len(asked.speakers) + 1
    asked.speakers = [*asked.speakers, *([who] * len(words))]
    asked.save(update_fields=["speakers"])
    texts = _texts(session.code, question, [(who, one) for one in words], first)
    add_texts(programme=session.programme, phase="reflection", texts=texts, by=by)


def _texts(session: str, question: Question, said: list[tuple[str, str]], first: int) -> list[NewText]:
    return [
        NewText(
            contribution_ref(session, question.code, number), session, words, "" if who == GROUP else who, question.code
        )
        for number, (who, words) in enumerate(said, start=first)
    ]
