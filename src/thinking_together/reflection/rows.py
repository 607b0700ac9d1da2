"""The sessions' files and their columns."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.core.tabular import Code, CsvFile, column
from thinking_together.programmes.parts import OtherFile


@dataclass(frozen=True, slots=True)
class QuestionRow:
    code: Code = column("Short name of the question", unique=True, defines="question")
    text: str = column("The question as it is put; in notes it stands in the heading", longest=500)


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    session: Code = column("The session", refers="gathering")
    form: int = column("Number of the form within its session; says nothing about who filled it in")
    item: Code = column("What is judged; its words are taken from questions.csv where they stand there")
    points: int = column("From 1 (not at all) to 5 (very much)")


QUESTIONS = CsvFile("reflection/questions.csv", QuestionRow, "Questions put to the sessions.")
FEEDBACK = CsvFile("reflection/feedback.csv", FeedbackRow, "Anonymous feedback, one row an item of a form.")
NOTES_FOLDER = "reflection/notes"
NOTES = OtherFile(
    f"{NOTES_FOLDER}/*.md",
    "Notes of the session the file is named after: `# title`, `## question code: question`, and below each list items "
    "`- sector: text` or `- group: text`. Lines that go on are indented by two spaces.",
)
