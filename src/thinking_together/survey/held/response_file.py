"""The wide file of responses: one row a response, reading back exactly what was written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TextIO

from thinking_together.core.tabular import Problem
from thinking_together.core.tabular.columns import CODE
from thinking_together.core.tabular.formula import guard
from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire, Variable
from thinking_together.survey.form.routing import AnswerState
from thinking_together.survey.held.answer_table import AnswersError, AnswerTable
from thinking_together.survey.held.outcomes import INTRODUCTION, OUTCOMES, USABLE, outcomes_of
from thinking_together.survey.held.responses import (
    NOT_APPLICABLE,
    NOT_ASKED,
    Answer,
    ReadAnswers,
    print_text,
    read_answers,
)

ABOUT_RESPONSE = ("response", "day", "outcome", "trial", "counted_from")
RELEASE = re.compile(r"[1-9][0-9]{0,5}\Z", re.ASCII)
FIRST = 1  # the release of whoever is in a file that tells of none


@dataclass(frozen=True, slots=True)
class ReadResponse:
    """One response as the file has it; ``answers`` and ``states`` follow the questionnaire's variables."""

    key: str
    day: date | None
    sector: str
    outcome: str
    trial: bool
    answers: tuple[Answer, ...]
    states: str
    counted_from: int | None = FIRST

    @property
    def counts(self) -> bool:
        return self.outcome in USABLE and not self.trial


def read_responses(questionnaire: Questionnaire, table: AnswerTable) -> tuple[ReadResponse, ...]:
    """The responses of a table; ``AnswersError`` names every cell that does not fit."""
    answers = read_answers(questionnaire, table, extra=ABOUT_RESPONSE)
    problems = [
        Problem(table.file, None, code, f"{times} numbers lie outside the item's limits", "Correct them.")
        for code, times in answers.left_out
    ]
    about = _About(table, problems)
    computed = outcomes_of(questionnaire, answers.states)
    sectors = _sectors(questionnaire, answers)
    given, states = zip(*answers.values, strict=True), map("".join, zip(*answers.states, strict=True))
    rows = tuple(
        _response(about, place, sectors[place], computed[place], own, said)
        for place, (own, said) in enumerate(zip(given, states, strict=True))
    )
    if problems:
        raise AnswersError(problems)
    return rows


def _sectors(questionnaire: Questionnaire, answers: ReadAnswers) -> list[str]:
    for variable, column in zip(questionnaire.variables, answers.values, strict=True):
        if variable.item is questionnaire.sector_item:
            return [variable.choices[value].code if isinstance(value, int) else "" for value in column]
    return [""] * len(answers.values[0])


def _response(
    about: _About, place: int, sector: str, computed: str, given: tuple[Answer, ...], states: str
) -> ReadResponse:
    about.left_at_once(place, states)
    outcome = about.outcome(place) or computed
    trial = about.trial(place)
    release = about.release(place, trial)
    return ReadResponse(about.key(place), about.day(place), sector, outcome, trial, given, states, release)


class _About:
    """The columns about a response itself."""

    def __init__(self, table: AnswerTable, problems: list[Problem]) -> None:
        self.table = table
        self.problems = problems
        self.columns = {name: table.column(name) if name in table.header else None for name in ABOUT_RESPONSE}
        self.seen: dict[str, int] = {}
        if self.columns["response"] is None:
            problems.append(Problem(table.file, 1, "response", "the column is missing", "Add a random key a response."))

    def _cell(self, name: str, place: int) -> str:
        column = self.columns[name]
        return column[place] if column else ""

    def _wrong(self, name: str, place: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.table.file, self.table.lines[place], name, what, remedy))

    def key(self, place: int) -> str:
        key = self._cell("response", place)
        if self.columns["response"] is not None and not CODE.match(key):
            self._wrong("response", place, f"'{key[:60]}' is not a key", "Use letters, digits, _ and -, at most 80.")
        first = self.seen.setdefault(key, self.table.lines[place])
        if first != self.table.lines[place]:
            self._wrong("response", place, f"'{key[:60]}' stands already on line {first}", "Each may stand once.")
        return key

    def day(self, place: int) -> date | None:
        text = self._cell("day", place)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._wrong("day", place, f"'{text[:60]}' is not a day like 2023-03-31", "Write the day without a time.")
            return None

    def outcome(self, place: int) -> str:
        text = self._cell("outcome", place)
        if text and text not in OUTCOMES:
            self._wrong("outcome", place, f"'{text[:60]}' is not an outcome", f"Use {', '.join(OUTCOMES)}.")
        return text

    def left_at_once(self, place: int, states: str) -> None:
        if self._cell("outcome", place) == INTRODUCTION and AnswerState.ANSWERED in states:
            what = "the response has answers, but its outcome says that it was left before answering"
            self._wrong("outcome", place, what, "Correct the outcome or leave it empty.")

    def trial(self, place: int) -> bool:
        text = self._cell("trial", place)
        if text not in ("", "yes", "no"):
            self._wrong("trial", place, f"'{text[:60]}' is neither yes nor no", "Write yes or no.")
        return text == "yes"

    def release(self, place: int, trial: bool) -> int | None:
        if self.columns["counted_from"] is None:
            return None if trial else FIRST
        text = self._cell("counted_from", place)
        if not text:
            return None
        if trial or not RELEASE.match(text):
            what = "a trial run is never counted" if trial else f"'{text[:60]}' is not the number of a release"
            self._wrong("counted_from", place, what, "Leave it empty, or give a number of survey/releases.csv.")
            return None
        return int(text)


def print_responses(questionnaire: Questionnaire, rows: Sequence[ReadResponse]) -> str:
    """The CSV text that reads back as these responses."""
    out = io.StringIO()
    releases = any(row.counted_from != (None if row.trial else FIRST) for row in rows)
    write_responses(out, questionnaire, rows, trial=any(row.trial for row in rows), releases=releases)
    return out.getvalue()


def write_responses(
    out: TextIO, questionnaire: Questionnaire, rows: Iterable[ReadResponse], *, trial: bool, releases: bool
) -> None:
    """The same into an open file, row by row.

    ``trial`` says whether any row is a trial run, ``releases`` whether not all others are counted from the first.
    """
    sheet = csv.writer(out, lineterminator="\n")
    columns = [variable.column for variable in questionnaire.variables]
    more = [*(["trial"] if trial else []), *(["counted_from"] if releases else [])]
    sheet.writerow(["response", "day", "outcome", *more, *map(guard, columns)])
    for row in rows:
        about = [row.key, row.day.isoformat() if row.day else "", row.outcome]
        if trial:
            about.append("yes" if row.trial else "no")
        if releases:
            about.append("" if row.trial or row.counted_from is None else str(row.counted_from))
        cells = zip(questionnaire.variables, row.answers, row.states, strict=True)
        sheet.writerow([*about, *(print_cell(variable, value, state) for variable, value, state in cells)])


def print_cell(variable: Variable, value: Any, state: str) -> str:
    """The cell that reads back as this answer; safe in a spreadsheet."""
    if state == AnswerState.NOT_ASKED:
        return NOT_ASKED
    if state == AnswerState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if value is None:
        return ""
    if variable.kind is ItemKind.TEXT:
        return guard(print_text(value))
    if variable.kind is ItemKind.NUMBER:
        short = f"{value:.15g}"
        return short if float(short) == value else repr(value)
    places = value if isinstance(value, list | tuple) else [value]
    return variable.item.separator.join(variable.choices[place].code for place in places)
