"""The sessions' files read and checked against each other; nothing is stored."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from thinking_together.core.tabular import Reading
from thinking_together.gatherings.notes import GROUP, Heading, Notes, read_notes
from thinking_together.reflection import rows
from thinking_together.reflection.sessions import Sessions, contribution_ref

LONGEST_REF = 160  # of a text's name


def read(reading: Reading) -> Sessions:
    questions = reading.values(rows.QUESTIONS)
    words = {str(q.code): unicodedata.normalize("NFC", q.text) for q in questions}
    return Sessions(questions, _notes(reading, words), _feedback(reading))


def _feedback(reading: Reading) -> list[rows.FeedbackRow]:
    feedback = reading.rows(rows.FEEDBACK)
    seen: dict[tuple[str, int, str], int] = {}
    for line, row in feedback:
        if not 1 <= row.points <= 5:
            _problem(reading, line, "points", f"{row.points} points", "Points go from 1 to 5; leave out what is empty.")
        if not 1 <= row.form <= 100_000:
            _problem(reading, line, "form", f"{row.form} is no number of a form", "Count the session's forms from 1.")
        first = seen.setdefault((row.session, row.form, row.item), line)
        if first != line:
            _problem(
                reading, line, "item", f"the form has '{row.item}' already on line {first}", "Keep one of the two."
            )
    return [row for _, row in feedback]


def _problem(reading: Reading, line: int, column: str, what: str, remedy: str) -> None:
    reading.problems.add(rows.FEEDBACK.name, what, remedy, row=line, column=column)


def _notes(reading: Reading, words: dict[str, str]) -> dict[str, Notes]:
    found = {}
    for name in reading.names(rows.NOTES_FOLDER, ".md"):
        session = PurePosixPath(name).stem
        notes = _one(reading, name, session, words)
        if notes is not None:
            found[session] = notes
    return found


def _one(reading: Reading, name: str, session: str, words: dict[str, str]) -> Notes | None:
    text = reading.text(name)
    if not reading.knows("gathering", session):
        remedy = "Name the file after the session's code in gatherings/gatherings.csv."
        reading.problems.add(name, f"no gathering has the code '{session[:60]}'", remedy)
        return None
    notes = None if text is None else read_notes(name, text, reading.problems)
    for heading in notes.headings if notes else ():
        _check_question(reading, name, heading, words)
        _check_said(reading, name, session, heading)
    return notes


def _check_question(reading: Reading, name: str, heading: Heading, words: dict[str, str]) -> None:
    asked = words.get(heading.code)
    if asked is None and reading.is_unsure("question", heading.code):
        return
    if asked is None:
        remedy = f"Use a code of {rows.QUESTIONS.name} or add the question there."
        reading.problems.add(name, f"unknown question '{heading.code}'", remedy, row=heading.line)
    elif asked != heading.text:
        remedy = f"Write it as in {rows.QUESTIONS.name}: '{asked[:120]}'."
        reading.problems.add(name, f"the question '{heading.code}' has other words", remedy, row=heading.line)


def _check_said(reading: Reading, name: str, session: str, heading: Heading) -> None:
    for number, said in enumerate(heading.said, start=1):
        if said.who != GROUP and not reading.knows("sector", said.who):
            remedy = f"Use the code of a sector, or '{GROUP}'."
            reading.problems.add(name, f"unknown sector '{said.who}'", remedy, row=said.line)
        ref = contribution_ref(session, heading.code, number)
        if len(ref) > LONGEST_REF:
            what = f"the codes of session and question are too long together: '{ref[:60]}…'"
            reading.problems.add(name, what, "Shorten one of them.", row=heading.line)
        reading.offers_text(ref, len(said.body))
