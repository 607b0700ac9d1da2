"""A file of answers from another survey tool, without the columns that say who answered or when.

Those are left out by their headings (Microsoft Forms, Google Forms, SmartSurvey and Qualtrics name them alike in every
export) or by what stands in them, before anything else is done with the file. They are kept nowhere.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.core.files.uploadedfile import UploadedFile

from thinking_together.core.tabular import FileRefused, Problem
from thinking_together.core.tabular.limits import MEBIBYTE, in_words
from thinking_together.core.tabular.textstream import forbidden
from thinking_together.core.tabular.xlsx import read_sheets
from thinking_together.survey.form.questionnaire import ItemKind
from thinking_together.survey.held.answer_table import AnswersError, AnswerTable, read_answer_table
from thinking_together.survey.outside.heading_lines import are_headings, one_heading
from thinking_together.survey.outside.infer import Guess, guess_column
from thinking_together.survey.outside.tick_boxes import Boxes, find_boxes, joined, readings

LARGEST, MOST_ROWS, MOST_COLUMNS = 2 * MEBIBYTE, 5_000, 150
_PEOPLE = (
    r"(your |full |first |last |sur|user|respondent'?s? |recipient ?(first|last) ?|organi[sz]ation |school |employer )?"
    r"name|(recipient ?|your )?e-?mail( ?address)?|ip[ _-]?address|(tele)?phone( number)?|mobile( number)?|"
    r"post ?code|nhs number|date of birth"
)
PEOPLE = re.compile(_PEOPLE, re.IGNORECASE)
IDENTIFIERS = re.compile(
    r"(start|completion|end|submission|last modified|recorded|created|modified)[ _-]?(time|date)|time ?stamp|started|"
    r"ended|completed|submitted( at)?|date|duration.*|status|progress|finished|score|total points|quiz feedback|"
    r"user[ _-]?agent|user[ _-]?language|custom data( ?\d+)?|"
    r"distribution ?channel|external( ?data)? ?reference|tracking ?link|collector.*|device.*|browser.*|"
    r"operating system|(location ?)?(latitude|longitude)|"
    r"((unique|user|respondent|response|submission|session|network|panel) ?)?id|" + _PEOPLE,
    re.IGNORECASE,
)
_IMPORT_ID = '{"ImportId"'  # the third line of a file from Qualtrics


@dataclass(frozen=True, slots=True)
class Foreign:
    """What may be read of the file, with a guess for each column; ``left_out`` are headings with the reason.

    ``boxes`` are columns that look like one question. Until somebody has said whether they are (``with_questions``), a
    box that nobody ticked is still among the columns. By its ``mark`` a file is known again, however its rows stand
    and whatever was said of it.
    """

    table: AnswerTable
    guesses: tuple[Guess, ...]
    left_out: tuple[tuple[str, str], ...]
    boxes: tuple[Boxes, ...] = ()
    mark: str = ""

    def as_csv(self) -> str:
        """The table alone, to be sent along from page to page: nothing of it is stored before it is imported."""
        return _csv([self.table.header, *self.table.rows])

    def guess(self, heading: str) -> Guess:
        return self.guesses[self.table.header.index(heading)]

    def with_questions(self, questions: Container[str]) -> Foreign:
        """Where these are one column each, and columns without any answer are left out."""
        table, known = joined(self.table, [one for one in self.boxes if one.question in questions])
        known |= {guess.heading: guess for guess in self.guesses if guess.heading in table.header}
        found = _kept(table, tuple(known[name] for name in table.header), self.left_out)
        return replace(found, mark=self.mark)


def from_upload(file: UploadedFile) -> Foreign:
    """A CSV file, or the first sheet of a workbook; ``AnswersError`` names what is wrong."""
    name = (file.name or "file")[:100]
    if (file.size or 0) > LARGEST:
        raise _refused(name, f"the file is larger than {in_words(LARGEST)}", "Part it, or leave columns out.")
    data = file.read(LARGEST)
    return without_identifiers(_workbook(data, name) if name.casefold().endswith(".xlsx") else _text(data, name))


def from_text(text: str, name: str) -> Foreign:
    """The same of a table that was sent along. What tells of people is looked for again."""
    return without_identifiers(_table(text, name))


def without_identifiers(table: AnswerTable) -> Foreign:
    if len(table.header) > MOST_COLUMNS or len(table.rows) > MOST_ROWS:
        what = f"the file has {len(table.header)} columns and {len(table.rows)} rows"
        raise _refused(table.file, what, f"At most {MOST_COLUMNS} and {MOST_ROWS} are read: part it.")
    boxes = find_boxes(table)
    marks_only = {column for one in boxes for column in one.columns}
    guesses = tuple(guess_column(name, table.column(name)) for name in table.header)
    who = {
        guess.heading: "says who answered, or when"
        for guess in guesses
        if guess.heading not in marks_only and _tells_who(guess)
    }
    found = _kept(table, guesses, (), who, marks_only)
    if not found.table.header:
        raise _refused(table.file, "no column holds answers", "Export the answers with their questions as headings.")
    if found.table.header != table.header:  # what stood apart may stand beside each other now
        rest = without_identifiers(found.table)
        return replace(rest, left_out=(*found.left_out, *rest.left_out))
    return replace(found, boxes=boxes, mark=_mark(found.table))


def _tells_who(guess: Guess) -> bool:
    """By its heading, or as the part of a question that asks for such things ("How can we reach you?: Name").

    A part that is answered on a scale ("How often do you use each?: E-mail") asks for no such thing.
    """
    if IDENTIFIERS.fullmatch(guess.heading.strip()):
        return True
    return guess.kind is not ItemKind.LIKERT and any(map(PEOPLE.fullmatch, readings(guess.heading).values()))


def _kept(
    table: AnswerTable,
    guesses: Sequence[Guess],
    before: tuple[tuple[str, str], ...],
    who: Mapping[str, str] = MappingProxyType({}),
    anyway: Container[str] = (),
) -> Foreign:
    """Without columns that say who answered, and those that hold nothing to be read unless they are kept ``anyway``."""
    told = {g.heading: " ".join(g.notes) for g in guesses if g.kind is None and g.heading not in anyway} | dict(who)
    places = [at for at, name in enumerate(table.header) if name not in told]
    rows = tuple(tuple(row[at] for at in places) for row in table.rows)
    kept = AnswerTable(table.file, tuple(table.header[at] for at in places), rows, table.lines)
    left_out = (*before, *((name, told[name]) for name in table.header if name in told))
    return Foreign(kept, tuple(guesses[at] for at in places), left_out)


def _mark(table: AnswerTable) -> str:
    rows = sorted("\x1f".join(row) for row in (table.header, *table.rows))
    return hashlib.sha256("\x1e".join(rows).encode()).hexdigest()[:16]


def _text(data: bytes, name: str) -> AnswerTable:
    try:
        return _table(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        remedy = "Save it as CSV in UTF-8, or send the workbook (.xlsx)."
        raise _refused(name, "the file is no text in UTF-8", remedy) from None


def _table(text: str, name: str) -> AnswerTable:
    if wrong := forbidden(text):
        raise _refused(name, f"the file holds a control character ({wrong})", "Take it out.")
    return _questions(read_answer_table(one_heading(text), name))


def _workbook(data: bytes, name: str) -> AnswerTable:
    try:
        sheets = read_sheets(data)
    except FileRefused as refused:
        raise AnswersError([Problem(name, refused.row, refused.column, refused.what, refused.remedy)]) from None
    rows = [cells for _, cells in sheets[0].rows] if sheets else []
    two = [_cut(cells, _width(rows[:2])) for cells in rows[:2]]
    wide = _width(rows[:2] if are_headings(two) else rows[:1])
    return _table(_csv(_cut(cells, wide) for cells in rows), name)


def _width(rows: Sequence[Sequence[str]]) -> int:
    return max((at for cells in rows for at, cell in enumerate(cells, start=1) if cell), default=0)


def _cut(cells: Sequence[str], wide: int) -> tuple[str, ...]:
    return (*cells[:wide], *[""] * (wide - len(cells)))


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _questions(table: AnswerTable) -> AnswerTable:
    """Of a file with three heading lines the questions, where each stands once, above the answers."""
    if len(table.rows) < 3 or not any(cell.startswith(_IMPORT_ID) for cell in table.rows[1]):
        return table
    asked = tuple(" ".join(cell.split()) for cell in table.rows[0])
    header = asked if all(asked) and len(set(asked)) == len(asked) else table.header
    return AnswerTable(table.file, header, table.rows[2:], table.lines[2:])


def _refused(name: str, what: str, remedy: str) -> AnswersError:
    return AnswersError([Problem(name, None, None, what, remedy)])
