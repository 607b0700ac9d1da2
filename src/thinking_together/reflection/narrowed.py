"""Notes while a safeguarding concern about them is open: the words lie with the concern, and the field is empty."""

from __future__ import annotations

from thinking_together.core.wordings import Wording
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.concerns import Holder
from thinking_together.programmes.models import Programme
from thinking_together.reflection.domain.finishing import add_said
from thinking_together.reflection.models import NoteDraft, Question, SessionNotes

KIND = "notes"
DRAFTS = Wording(
    "reflection.draft",
    NoteDraft,
    "session__programme",
    ("body",),
    "Notes that are being written",
    empties=frozenset({"body"}),
    grows="version",
)
NO_FIELD = "-"  # what was said and not written down


def about(session: str, question: str = NO_FIELD, who: str = NO_FIELD) -> str:
    return f"{session}/{question}/{who}"


def _where(about: str) -> str:
    session, question, who = about.split("/")
    return f"session {session}" if question == NO_FIELD else f"notes of session {session}, {question}, {who}"


def _draft(programme: Programme, about: str) -> NoteDraft | None:
    session, question, who = about.split("/")
    drafts = NoteDraft.objects.select_for_update().filter(session__programme=programme, session__code=session)
    return drafts.filter(question__code=question, who=who).first()


def _take(programme: Programme, about: str) -> str:
    """Whoever has the field open is told that it was changed, and does not write the words there again."""
    draft = _draft(programme, about)
    if draft is None:
        return ""
    words, draft.body, draft.version, draft.last_by = draft.body, "", draft.version + 1, None
    draft.save()
    return words


def _put_back(programme: Programme, about: str, words: str) -> None:
    code, question_code, who = about.split("/")
    session = Gathering.objects.select_for_update().filter(programme=programme, code=code).first()
    question = Question.objects.filter(programme=programme, code=question_code).first()
    if session is None or question is None:
        return
    if SessionNotes.objects.filter(session=session).exists():
        add_said(session, question, who, words, SYSTEM)
        return
    draft = _draft(programme, about) or NoteDraft(session=session, question=question, who=who)
    draft.body = f"{words}\n\n{draft.body}".strip()
    draft.version += 1
    draft.save()


HOLDER = Holder(_where, _take, _put_back)
