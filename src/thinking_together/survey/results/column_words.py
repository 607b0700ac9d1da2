"""What stands in the columns of another tool's file that are read by codes, and what has to be said of it.

A word that is the code or the label of an answer is that answer; of the others somebody says what they stand for, some
columns at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from thinking_together.core.tabular import Problem
from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire, Variable
from thinking_together.survey.form.scales import normal
from thinking_together.survey.held.infer_multiple import split_choices
from thinking_together.survey.outside.infer import MISSING_MARKS
from thinking_together.survey.results.foreign import Foreign

LEFT_OUT, NEW = "", "+"
NO_ANSWER = "-"
MOST_WORDS = 40  # different words of one column that are put to somebody
MOST_ON_A_PAGE = 100
Chosen = Mapping[str, str]  # by heading: LEFT_OUT, NEW or the code of a variable
Words = Mapping[tuple[str, str], str]  # by heading and word: the code, or NO_ANSWER


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read as an item; ``words`` are those of which it is not known what they stand for."""

    heading: str
    variable: Variable
    known: Mapping[str, str]
    words: tuple[str, ...]


def columns_of(asked: Questionnaire, foreign: Foreign, chosen: Chosen) -> Iterator[Column]:
    """The columns that are read as items of the questionnaire."""
    for heading in foreign.table.header:
        code = chosen.get(heading, LEFT_OUT)
        if code in (LEFT_OUT, NEW):
            continue
        variable = asked.variable(code)
        meant = {normal(word): one.code for one in reversed(variable.choices) for word in (one.label, one.code)}
        codes = {word: meant.get(normal(word), "") for word in words_of(foreign, heading, variable)}
        known = {word: code for word, code in codes.items() if code}
        yield Column(heading, variable, known, tuple(word for word, code in codes.items() if not code))


def known_words(columns: Iterable[Column]) -> dict[tuple[str, str], str]:
    return {(one.heading, word): code for one in columns for word, code in one.known.items()}


def to_say(columns: Iterable[Column], said: Words) -> list[Column]:
    """The columns of the next page: as many as have at most ``MOST_ON_A_PAGE`` words together, but one at least."""
    out: list[Column] = []
    for one in columns:
        left = tuple(word for word in one.words if (one.heading, word) not in said)
        if out and sum(len(before.words) for before in out) + len(left) > MOST_ON_A_PAGE:
            break
        if left:
            out.append(replace(one, words=left))
    return out


def by_codes(variable: Variable) -> bool:
    """Bands of a number are how it is reported, not what is answered."""
    return variable.kind not in (ItemKind.NUMBER, ItemKind.TEXT)


def words_of(foreign: Foreign, heading: str, variable: Variable) -> tuple[str, ...]:
    """What stands in a column that is read by codes; of several answers each apart. None for numbers and texts."""
    if not by_codes(variable):
        return ()
    cells = dict.fromkeys(cell for cell in foreign.table.column(heading) if cell not in MISSING_MARKS)
    if variable.multiple:
        labels = {normal(one.label) for one in variable.choices}
        parted = foreign.guess(heading).separator or ";"
        cells = dict.fromkeys(
            part for cell in cells for part in split_choices(cell, parted, lambda one: normal(one) in labels) if part
        )
    return tuple(cells)


def missing_words(file: str, columns: Iterable[Column], said: Words) -> list[Problem]:
    """Words of which nobody said what they stand for."""
    problems: list[Problem] = []
    for one in columns:
        allowed = {NO_ANSWER, *(choice.code for choice in one.variable.choices)}
        for word in one.words:
            if said.get((one.heading, word)) not in allowed:
                what = f"'{word[:60]}' stands for no answer yet"
                problems.append(Problem(file, None, one.heading[:80], what, "Choose what it stands for."))
    return problems
