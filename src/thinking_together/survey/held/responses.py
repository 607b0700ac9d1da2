"""Answers in a file, read against their questionnaire.

The file is wide: one row a response, one column a variable. A cell holds the code of a choice or its label as shown;
several choices are parted by the item's separator. Empty, or one of the questionnaire's missing marks, means
skipped; ``~`` not asked; ``.`` not applicable.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thinking_together.core.tabular import Problem
from thinking_together.core.tabular.formula import unguard
from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire, Variable
from thinking_together.survey.form.routing import AnswerState, Router
from thinking_together.survey.form.scales import normal
from thinking_together.survey.held.answer_table import AnswersError, AnswerTable
from thinking_together.survey.held.infer_multiple import split_choices
from thinking_together.survey.held.infer_number import as_number

NOT_ASKED, NOT_APPLICABLE = "~", "."
_MARKS = {NOT_ASKED: AnswerState.NOT_ASKED, NOT_APPLICABLE: AnswerState.NOT_APPLICABLE}
Answer = None | int | tuple[int, ...] | float | str
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """Answers by variable: ``values[v][r]`` of response ``r`` and one state character a response in ``states[v]``.

    A value is the position of a choice, positions of several, a number, a text, or ``None``. ``left_out`` counts
    numbers outside the item's limits, which are read as skipped.
    """

    values: tuple[tuple[Answer, ...], ...]
    states: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...]


class _BadCell(ValueError):
    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def read_answers(questionnaire: Questionnaire, table: AnswerTable, extra: Sequence[str] = ()) -> ReadAnswers:
    """The answers of a table; ``AnswersError`` names every column and cell that does not fit.

    ``extra`` are columns that the table may have besides the questionnaire's own.
    """
    problems = _column_problems(questionnaire, table, extra)
    if problems:
        raise AnswersError(problems)
    reading = _Columns(questionnaire, table)
    for variable in questionnaire.variables:
        reading.read(variable)
    reading.route()
    if reading.problems:
        raise AnswersError(sorted(reading.problems)[:_MOST_PROBLEMS])
    states = tuple("".join(column) for column in reading.states)
    return ReadAnswers(tuple(map(tuple, reading.values)), states, tuple(reading.left_out))


def _column_problems(q: Questionnaire, table: AnswerTable, extra: Sequence[str]) -> list[Problem]:
    wanted = {variable.column: variable.code for variable in q.variables}
    known = {*wanted, *q.ignore, *extra}
    missing = [
        Problem(table.file, 1, name[:80], f"the column of item '{code}' is missing", "Add it or correct 'column'.")
        for name, code in wanted.items()
        if name not in table.header
    ]
    unknown = [
        Problem(
            table.file,
            1,
            name[:80],
            "no item of the questionnaire reads this column",
            "Add an item for it, name it under 'ignore', or take it out.",
        )
        for name in table.header
        if name not in known
    ]
    return missing + unknown


class _Columns:
    """Column by column; a cell that stands a thousand times is read once."""

    def __init__(self, questionnaire: Questionnaire, table: AnswerTable) -> None:
        self.questionnaire = questionnaire
        self.table = table
        self.problems: list[Problem] = []
        self.values: list[list[Answer]] = []
        self.states: list[list[AnswerState]] = []
        self.refused: dict[str, _BadCell] = {}
        self.left_out: list[tuple[str, int]] = []
        self.missing = frozenset(("", *questionnaire.missing))

    def read(self, variable: Variable) -> None:
        place = self.table.header.index(variable.column)
        cells = [row[place] for row in self.table.rows]
        parser = CellParser(variable)
        known = {cell: self._cell(parser, variable, cell) for cell in dict.fromkeys(cells)}
        if self.refused:
            self._tell(variable, cells)
        outside = {cell for cell, (value, _) in known.items() if isinstance(value, float) and parser.outside(value)}
        known |= dict.fromkeys(outside, (None, AnswerState.SKIPPED))
        if outside:
            self.left_out.append((variable.code, sum(cell in outside for cell in cells)))
        self.values.append([known[cell][0] for cell in cells])
        self.states.append([known[cell][1] for cell in cells])

    def _cell(self, parser: CellParser, variable: Variable, cell: str) -> tuple[Answer, AnswerState]:
        text = cell.strip()
        if text in self.missing:
            return None, AnswerState.SKIPPED
        if text in _MARKS:
            return None, _MARKS[text]
        try:
            return parser.parse(text), AnswerState.ANSWERED
        except _BadCell as bad:
            self.refused[cell] = bad
            return None, AnswerState.SKIPPED

    def _tell(self, variable: Variable, cells: Sequence[str]) -> None:
        """Names each refused cell on the line where it stands first."""
        for line, cell in zip(self.table.lines, cells, strict=True):
            bad = self.refused.pop(cell, None)
            if bad:
                self.problem(line, variable.column, bad.what, bad.remedy)

    def problem(self, line: int, column: str, what: str, remedy: str) -> None:
        if len(self.problems) < 5 * _MOST_PROBLEMS:
            self.problems.append(Problem(self.table.file, line, column[:80], what, remedy))

    def route(self) -> None:
        """Checks every response against the path it must have taken."""
        router = Router(self.questionnaire)
        marked = any(not set(column) <= {AnswerState.ANSWERED, AnswerState.SKIPPED} for column in self.states)
        if router.plain and not marked:
            return
        variables = {variable.code: at for at, variable in enumerate(self.questionnaire.variables)}
        said = [np.frombuffer("".join(column).encode("utf-32-le"), dtype="<U1") for column in self.states]
        given = {code: said[at] == AnswerState.ANSWERED for code, at in variables.items()}
        expected = router.columns(given, lambda code: self._codes(variables[code]))
        for at, variable in enumerate(self.questionnaire.variables):
            barred = np.isin(expected[at], _BARRED)
            wrong = (said[at] != expected[at]) & ~((said[at] == AnswerState.NOT_ASKED) & ~barred)
            for place in np.flatnonzero(wrong).tolist():
                line = self.table.lines[place]
                self._differs(variable, line, AnswerState(said[at][place]), AnswerState(expected[at][place]))

    def _codes(self, at: int) -> list[tuple[str, ...]]:
        variable = self.questionnaire.variables[at]
        known: dict[Answer, tuple[str, ...]] = {}
        for value in self.values[at]:
            if value not in known:
                known[value] = codes_of(variable, value)
        return [known[value] for value in self.values[at]]

    def _differs(self, variable: Variable, line: int, said: AnswerState, expected: AnswerState) -> None:
        barred = expected in _BARRED
        mark = NOT_ASKED if expected is AnswerState.NOT_ASKED else NOT_APPLICABLE
        if said is AnswerState.ANSWERED:
            what = f"there is an answer, but the item is {_WORDS[expected]} for this response"
            remedy = "Correct 'audience' or 'when' of the item, or the answer."
        elif barred:
            what = f"the item is {_WORDS[expected]} for this response, but the cell does not say so"
            remedy = f"Write '{mark}' in the cell."
        else:
            what = f"the cell says {_WORDS[said]}, but the item is put to this response"
            remedy = "Leave the cell empty when it was skipped."
        self.problem(line, variable.column, what, remedy)


_BARRED = (AnswerState.NOT_ASKED, AnswerState.NOT_APPLICABLE)
_WORDS = {AnswerState.NOT_ASKED: "not asked", AnswerState.NOT_APPLICABLE: "not applicable"}


def codes_of(variable: Variable, value: Answer) -> tuple[str, ...]:
    """An answer as routing sees it: codes of choices, or the text or number itself."""
    if isinstance(value, tuple):
        return tuple(variable.choices[place].code for place in value)
    if isinstance(value, int):
        return (variable.choices[value].code,)
    return () if value is None else (str(value),)


class CellParser:
    """Reads the cells of one variable."""

    def __init__(self, variable: Variable) -> None:
        self.variable = variable
        self.by_code = variable.index()
        self.by_label = {normal(choice.label): place for place, choice in enumerate(variable.choices)}
        self.other = self.by_code.get(variable.item.other or "")

    def parse(self, text: str) -> Answer:
        if self.variable.kind is ItemKind.TEXT:
            return read_text(text)
        if self.variable.kind is ItemKind.NUMBER:
            return self._number(text)
        if self.variable.kind is ItemKind.MULTIPLE:
            return tuple(sorted({self._choice(part) for part in self._parts(text)}))
        return self._choice(text)

    def outside(self, number: float) -> bool:
        item = self.variable.item
        low = -math.inf if item.minimum is None else item.minimum
        high = math.inf if item.maximum is None else item.maximum
        return not low <= number <= high

    def _number(self, text: str) -> float:
        number = as_number(text)
        if number is None or not math.isfinite(number):
            raise _BadCell(f"'{text[:60]}' is not a number", "Write digits only, or name it under 'missing'.")
        return number

    def _parts(self, text: str) -> list[str]:
        known = self._place(text)
        if known is not None:
            return [text]
        return split_choices(text, self.variable.item.separator, self._known)

    def _known(self, text: str) -> bool:
        return self._place(text) is not None

    def _place(self, text: str) -> int | None:
        found = self.by_code.get(text)
        return self.by_label.get(normal(text)) if found is None else found

    def _choice(self, text: str) -> int:
        place = self._place(text)
        if place is None and self.other is None:
            have = ", ".join(list(self.by_code)[:8])
            raise _BadCell(
                f"'{text[:60]}' is not a choice of this item",
                f"Choices are {have}{' …' if len(self.by_code) > 8 else ''}; correct the cell or add the choice.",
            )
        return self.other if place is None else place  # type: ignore[return-value]


def read_text(cell: str) -> str:
    """An open answer as it was given: without the apostrophe that guards formulas and marks."""
    return cell[1:] if _marked(cell) else unguard(cell)


def print_text(text: str) -> str:
    """An open answer as a cell: an apostrophe guards what would be read as a mark."""
    return f"'{text}" if text.lstrip("'") in _MARKS else text


def _marked(cell: str) -> bool:
    return cell.startswith("'") and cell.lstrip("'") in _MARKS
