"""Notes as pages show them: how far each question is, the fields of one, and what was finished."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.evidence.models import Text
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.gatherings.notes import GROUP
from thinking_together.reflection.models import NoteDraft, Question, SessionNotes
from thinking_together.reflection.questions import questions_of
from thinking_together.reflection.sessions import contribution_ref

THERE = (AttendanceState.COMING, AttendanceState.ATTENDED)
OF_GROUP = "The group as a whole"


@dataclass(frozen=True, slots=True)
class Progress:
    """A question, and whether anything is written to it."""

    code: str
    text: str
    written: bool


@dataclass(frozen=True, slots=True)
class Field:
    """What people of one sector said, as it is kept now."""

    who: str
    label: str
    body: str
    version: int


@dataclass(frozen=True, slots=True)
class Said:
    """A contribution that was finished: the name of its text, who spoke, the words."""

    ref: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was put, with what was said."""

    text: str
    said: tuple[Said, ...]


def progress(session: Gathering) -> tuple[Progress, ...]:
    """Two or three statements."""
    written = set(NoteDraft.objects.filter(session=session).exclude(body="").values_list("question_id", flat=True))
    return tuple(Progress(q.code, q.text, q.pk in written) for q in questions_of(session.programme))


def fields_of(session: Gathering, question: Question) -> tuple[Field, ...]:
    """One for each sector that is there, or has something written, and one for the group."""
    drafts = {draft.who: draft for draft in NoteDraft.objects.filter(session=session, question=question)}
    there = Attendance.objects.filter(gathering=session, state__in=THERE)
    sectors = list(session.programme.sectors.all())
    shown = set(there.values_list("sector__code", flat=True)) or {sector.code for sector in sectors}
    known = [(s.code, s.name) for s in sectors if s.code in shown or s.code in drafts] + [(GROUP, OF_GROUP)]
    return tuple(
        Field(code, name, drafts[code].body if code in drafts else "", drafts[code].version if code in drafts else 0)
        for code, name in known
    )


def finished(session: Gathering) -> tuple[Answered, ...] | None:
    """What was said, once the notes are finished; nothing before."""
    notes = SessionNotes.objects.filter(session=session).first()
    if notes is None:
        return None
    names = dict(session.programme.sectors.values_list("code", "name")) | {GROUP: OF_GROUP}
    of = Text.objects.filter(programme=session.programme, phase="reflection", unit=session.code).order_by("version")
    bodies = {text.ref: text.body for text in of}
    return tuple(
        Answered(
            asked.question.text,
            tuple(
                Said(ref, names.get(who, who), bodies.get(ref, ""))
                for number, who in enumerate(asked.speakers, start=1)
                for ref in [contribution_ref(session.code, asked.question.code, number)]
            ),
        )
        for asked in notes.asked.select_related("question")
    )
