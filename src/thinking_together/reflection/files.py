"""The sessions in a bundle."""

from __future__ import annotations

from collections.abc import Iterator

from thinking_together.core.tabular import FolderWriter
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.texts import NewText, add_texts
from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.notes import GROUP, print_notes
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part
from thinking_together.reflection import rows
from thinking_together.reflection.models import AskedQuestion, FeedbackPoint, Question, SessionNotes
from thinking_together.reflection.queries import load_sessions
from thinking_together.reflection.reading import read
from thinking_together.reflection.sessions import Sessions, contribution_ref


def save(programme: Programme, sessions: Sessions) -> None:
    gatherings = {g.code: g for g in Gathering.objects.filter(programme=programme)}
    questions = {
        str(q.code): Question(programme=programme, code=q.code, text=q.text, position=at)
        for at, q in enumerate(sessions.questions)
    }
    Question.objects.bulk_create(questions.values())
    stored = {code: SessionNotes(session=gatherings[code], title=notes.title) for code, notes in sessions.notes.items()}
    SessionNotes.objects.bulk_create(stored.values())
    AskedQuestion.objects.bulk_create(
        AskedQuestion(
            notes=stored[code],
            question=questions[heading.code],
            speakers=[said.who for said in heading.said],
            position=at,
        )
        for code, notes in sessions.notes.items()
        for at, heading in enumerate(notes.headings)
    )
    FeedbackPoint.objects.bulk_create(
        (
            FeedbackPoint(session=gatherings[f.session], form=f.form, item=f.item, points=f.points, position=at)
            for at, f in enumerate(sessions.feedback)
        ),
        batch_size=500,
    )
    add_texts(programme=programme, phase="reflection", texts=_texts(sessions), by=SYSTEM)


def _texts(sessions: Sessions) -> Iterator[NewText]:
    """Each contribution, counted by session."""
    for code, notes in sessions.notes.items():
        for heading in notes.headings:
            for number, said in enumerate(heading.said, start=1):
                sector = "" if said.who == GROUP else said.who
                yield NewText(contribution_ref(code, heading.code, number), code, said.body, sector, heading.code)


def write(programme: Programme, writer: FolderWriter) -> None:
    sessions = load_sessions(programme)
    rows.QUESTIONS.write(writer, sessions.questions)
    rows.FEEDBACK.write(writer, sessions.feedback)
    for code, notes in sessions.notes.items():
        writer.write_text(f"{rows.NOTES_FOLDER}/{code}.md", print_notes(notes))


PART = Part("reflection", 50, (rows.QUESTIONS, rows.NOTES, rows.FEEDBACK), read, save, write)
