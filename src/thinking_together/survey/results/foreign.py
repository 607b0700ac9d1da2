"""A file of answers from another survey tool, without the columns that say who answered or when.

Those are left out by their headings (Microsoft Forms, Google Forms, SmartSurvey and Qualtrics name them alike in every
export) or by what stands in them, before anything else is done with the file. They are kept nowhere.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from thinking_together.core.tabular import FileRefused, Problem
from thinking_together.core.tabular.limits import MEBIBYTE, in_words
from thinking_together.core.tabular.textstream import forbidden
from thinking_together.core.tabular.xlsx import read_sheets
from thinking_together.survey.held.answer_table import AnswersError, AnswerTable, read_answer_table
from thinking_together.survey.outside.infer import Guess, guess_column

LARGEST, MOST_ROWS, MOST_COLUMNS = 2 * MEBIBYTE, 5_000, 60
IDENTIFIERS = re.compile(
    r"(start|completion|end|submission|last modified|recorded|created|modified)[ _-]?(time|date)|time ?stamp|started|"
    r"ended|completed|submitted( at)?|date|duration.*|status|progress|finished|score|total points|quiz feedback|"
    r"(your |full |first |last |sur|user|respondent'?s? |recipient ?(first|last) ?|organi[sz]ation |school |employer )?"
    r"name|(recipient ?|your )?e-?mail( ?address)?|ip[ _-]?address|user[ _-]?agent|user[ _-]?language|"
    r"distribution ?channel|external( ?data)? ?reference|tracking ?link|collector.*|device.*|browser.*|"
    r"operating system|(location ?)?(latitude|longitude)|(tele)?phone( number)?|mobile( number)?|post ?code|nhs number|"
    r"date of birth|"
    r"((unique|user|respondent|response|submission|session|network|panel) ?)?id",
    re.IGNORECASE,
)
_IMPORT_ID = '{"ImportId"'  # the third line of a file from Qualtrics


@dataclass(frozen=True, slots=True)
class Foreign:
    """What may be read of the file, with a guess for each column; ``left_out`` are headings with the reason."""

    table: AnswerTable
    guesses: tuple[Guess, ...]
    left_out: tuple[tuple[str, str], ...]

    def as_csv(self) -> str:
        """The table alone, to be sent along from page to page: nothing of it is stored before it is imported."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([self.table.header, *self.table.rows])
        return out.getvalue()


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
    guesses = {name: guess_column(name, table.column(name)) for name in table.header}
    left_out = {
        name: "says who answered, or when" if IDENTIFIERS.fullmatch(name.strip()) else " ".join(guess.notes)
        for name, guess in guesses.items()
        if guess.kind is None or IDENTIFIERS.fullmatch(name.strip())
    }
    places = [at for at, name in enumerate(table.header) if name not in left_out]
    if not places:
        raise _refused(table.file, "no column holds answers", "Export the answers with their questions as headings.")
    rows = tuple(tuple(row[at] for at in places) for row in table.rows)
    kept = AnswerTable(table.file, tuple(table.header[at] for at in places), rows, table.lines)
    return Foreign(kept, tuple(guesses[name] for name in kept.header), tuple(left_out.items()))


def _text(data: bytes, name: str) -> AnswerTable:
    try:
        return _table(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        remedy = "Save it as CSV in UTF-8, or send the workbook (.xlsx)."
        raise _refused(name, "the file is no text in UTF-8", remedy) from None


def _table(text: str, name: str) -> AnswerTable:
    if wrong := forbidden(text):
        raise _refused(name, f"the file holds a control character ({wrong})", "Take it out.")
    return _questions(read_answer_table(text, name))


def _workbook(data: bytes, name: str) -> AnswerTable:
    try:
        sheets = read_sheets(data)
    except FileRefused as refused:
        raise AnswersError([Problem(name, refused.row, refused.column, refused.what, refused.remedy)]) from None
    lines = sheets[0].rows if sheets else ()
    wide = max((at for _, cells in lines[:1] for at, cell in enumerate(cells, start=1) if cell), default=0)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(cells[:wide] for _, cells in lines)
    return _table(out.getvalue(), name)


def _questions(table: AnswerTable) -> AnswerTable:
    """Of a file with three heading lines the questions, where each stands once, above the answers."""
    if len(table.rows) < 3 or not any(cell.startswith(_IMPORT_ID) for cell in table.rows[1]):
        return table
    asked = tuple(" ".join(cell.split()) for cell in table.rows[0])
    header = asked if all(asked) and len(set(asked)) == len(asked) else table.header
    return AnswerTable(table.file, header, table.rows[2:], table.lines[2:])


def _refused(name: str, what: str, remedy: str) -> AnswersError:
    return AnswersError([Problem(name, None, None, what, remedy)])
