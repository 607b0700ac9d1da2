"""The stored sessions, read once."""

from __future__ import annotations

from thinking_together.core.tabular import Code
from thinking_together.evidence.models import Text
from thinking_together.gatherings.notes import Contribution, Heading, Notes
from thinking_together.programmes.models import Programme
from thinking_together.reflection.models import FeedbackPoint, Question, RoundSession, SessionNotes
from thinking_together.reflection.rows import FeedbackRow, QuestionRow
from thinking_together.reflection.sessions import Sessions, contribution_ref


def load_sessions(programme: Programme) -> Sessions:
    """Everything of a programme's sessions; six statements, whatever their number."""
    return Sessions(load_questions(programme), _notes(programme), load_feedback(programme))


def load_questions(programme: Programme) -> list[QuestionRow]:
    return [QuestionRow(Code(q.code), q.text) for q in Question.objects.filter(programme=programme)]


def load_feedback(programme: Programme) -> list[FeedbackRow]:
    points = FeedbackPoint.objects.filter(session__programme=programme).select_related("session")
    return [FeedbackRow(Code(p.session.code), p.form, Code(p.item), p.points) for p in points]


def sizes_planned(programme: Programme) -> dict[str, range]:
    """How many people a session was meant to have, by its code, where a round planned it; one statement."""
    planned = RoundSession.objects.filter(round__programme=programme)
    rules = planned.values_list("session__code", "round__smallest", "round__largest")
    return {code: range(smallest, largest + 1) for code, smallest, largest in rules}


def _notes(programme: Programme) -> dict[str, Notes]:
    bodies = {t.ref: t.body for t in Text.objects.filter(programme=programme, phase="reflection")}
    stored = SessionNotes.objects.filter(session__programme=programme).select_related("session")
    asked = stored.prefetch_related("asked__question")
    return {n.session.code: _one(n, bodies) for n in sorted(asked, key=lambda n: n.session.code)}


def _one(notes: SessionNotes, bodies: dict[str, str]) -> Notes:
    session = notes.session.code
    return Notes(
        notes.title,
        tuple(
            Heading(
                asked.question.code,
                asked.question.text,
                tuple(
                    Contribution(who, bodies[contribution_ref(session, asked.question.code, number)])
                    for number, who in enumerate(asked.speakers, start=1)
                ),
            )
            for asked in notes.asked.all()
        ),
    )
