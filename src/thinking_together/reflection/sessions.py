"""The sessions as one value: what their files say, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.gatherings.notes import Notes
from thinking_together.reflection.rows import FeedbackRow, QuestionRow


@dataclass(frozen=True, slots=True)
class Sessions:
    """All sessions of one programme; ``notes`` by the session's code. Two are the same when they are equal."""

    questions: list[QuestionRow]
    notes: dict[str, Notes]
    feedback: list[FeedbackRow]


def contribution_ref(session: str, question: str, number: int) -> str:
    """The name of a contribution among the texts; ``number`` counts from 1 below its question."""
    return f"reflection/{session}/{question}/{number}"
