"""Which columns of a file are the boxes of one question: many tools export each box as a column of its own.

They are known by their form alone: headings that begin alike ("Q5: Poster", ``q5___1``, ``Q5_1``, "Q5 (choice=Poster)",
"Q5 [Poster]", ``q5/poster``), beside each other, over cells that say nothing but whether the box was ticked. It is a
proposal: a person says whether they are one question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from thinking_together.survey.form.questionnaire import ItemKind
from thinking_together.survey.form.scales import normal
from thinking_together.survey.held.answer_table import AnswerTable
from thinking_together.survey.outside.infer import MISSING_MARKS, Guess

SEPARATOR = "|"
_FORMS = (
    re.compile(r"(.+?)\s*\(choice=(.+)\)"),
    re.compile(r"(.+?)___(.+)"),
    re.compile(r"(.+?)\s*\[(.+)\]"),
    re.compile(r"([\w.-]+(?:/[\w.-]+)*)/([\w.-]+)"),
    re.compile(r"(.*[^\W_])_(\d{1,3})"),
)
_BETWEEN = re.compile(r"\s+[-–—|>]+\s+|:\s*|(?<=\?)\s+")
_FILLER = re.compile(r"\s*[-–—:]\s*selected choice$", re.IGNORECASE)
_OTHER = re.compile(r"other\b", re.IGNORECASE)
_TICKED = frozenset({"1", "1.0", "yes", "y", "true", "on", "checked", "selected", "ticked", "x", "✓", "✔"})
_NOT_TICKED = frozenset(
    {"0", "0.0", "no", "n", "false", "off", "unchecked", "unselected", "not checked", "not selected", "not ticked"}
)
_DENIED = frozenset({"no", "n"})
_MOST_SPELLINGS = 12  # of a mark and of none
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Box:
    """One column: ``ticks`` are the cells that say its box was ticked.

    ``word`` is what stands there instead of a mark; ``own_words`` a column for what else there is, which stays one.
    """

    column: str
    label: str
    ticks: frozenset[str]
    word: str = ""
    denied: bool = False
    own_words: bool = False

    def ticked(self, cell: str) -> bool:
        return cell.strip() in self.ticks


@dataclass(frozen=True, slots=True)
class Boxes:
    """Columns that look like one question. ``doubtful`` where they may as well be questions of their own."""

    question: str
    boxes: tuple[Box, ...]
    doubtful: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that become part of the question."""
        return tuple(box.column for box in self.boxes if not box.own_words)


def find_boxes(table: AnswerTable) -> tuple[Boxes, ...]:
    """What looks like boxes of one question, in the order of the columns."""
    cells = {name: _counted(table.column(name)) for name in table.header}
    read = {name: readings(name) for name in table.header}
    found: list[Boxes] = []
    at = 0
    while at < len(table.header):
        runs = [_run(table.header[at:], read, cells, question) for question in read[table.header[at]]]
        likely = [run for run in runs if run and _one_question(run.boxes, cells)]
        best = max(likely, key=lambda run: (len(run.boxes), len(run.question)), default=None)
        if best:
            found.append(_named(best, {*table.header, *(one.question for one in found)}))
        at += len(best.boxes) if best else 1
    return tuple(found)


def joined(table: AnswerTable, questions: Iterable[Boxes]) -> tuple[AnswerTable, dict[str, Guess]]:
    """The table with one column for each question, where its first box stood, and what such a column is."""
    first = {one.columns[0]: one for one in questions}
    gone = {column for one in first.values() for column in one.columns}
    columns: dict[str, list[str]] = {}
    for name in table.header:
        if name in first:
            columns[first[name].question] = _cells(table, first[name])
        elif name not in gone:
            columns[name] = table.column(name)
    rows = tuple(zip(*columns.values(), strict=True))
    guesses = {one.question: _guess(one) for one in first.values()}
    return AnswerTable(table.file, tuple(columns), rows, table.lines), guesses


def readings(heading: str) -> dict[str, str]:
    """What the label of a box would be, by the question that it would belong to."""
    pairs = [match.groups() for form in _FORMS if (match := form.fullmatch(heading))]
    pairs += [(heading[: mark.start()], heading[mark.end() :]) for mark in _BETWEEN.finditer(heading)]
    out: dict[str, str] = {}
    for question, label in pairs:
        if question.strip() and label.strip():
            out.setdefault(question.strip(), label.strip().replace(SEPARATOR, "/"))
    return out


def _run(
    headings: Sequence[str], read: dict[str, dict[str, str]], cells: dict[str, Counter[str]], question: str
) -> Boxes | None:
    """The columns from the first on that may be boxes of the question; ``None`` below two."""
    boxes = list(_from(headings, read, cells, question))
    if any(_OTHER.match(box.label) and not box.own_words for box in boxes):
        boxes = [replace(box, ticks=frozenset()) if box.own_words else box for box in boxes]
    if sum(not box.own_words for box in boxes) < 2:
        return None
    odd = any(box.denied or (_NUMBER.fullmatch(box.word) and box.word != box.label) for box in boxes)
    return Boxes(question, tuple(boxes), odd)


def _from(
    headings: Sequence[str], read: dict[str, dict[str, str]], cells: dict[str, Counter[str]], question: str
) -> Iterator[Box]:
    for name in headings:
        label = read[name].get(question)
        box = None if label is None else _box(name, label, cells[name])
        if box is None:
            return
        yield box


def _counted(cells: Sequence[str]) -> Counter[str]:
    counts = Counter(cells)
    for mark in MISSING_MARKS & counts.keys():
        del counts[mark]
    return counts


def _box(column: str, label: str, given: Counter[str]) -> Box | None:
    other = bool(_OTHER.match(label))
    if len(given) > _MOST_SPELLINGS:
        return Box(column, label, frozenset(given), own_words=True) if other else None
    spelled = {cell: normal(cell) for cell in given}
    words = set(spelled.values())
    ticked = words - _NOT_TICKED
    word = next(iter(ticked)) if len(ticked) == 1 else ""
    ticks = frozenset(cell for cell, one in spelled.items() if one in ticked)
    plain = Box(column, label, ticks, denied=bool(words & _DENIED))
    if not ticked or word in _TICKED or word == normal(label):
        return plain
    if other:
        return replace(plain, own_words=True)
    if not word:
        return None
    if _NUMBER.fullmatch(word):
        return replace(plain, word=word)
    if _NUMBER.fullmatch(label):
        return replace(plain, word=word, label=next(iter(ticks)).replace(SEPARATOR, "/"))
    return None


def _one_question(boxes: Sequence[Box], cells: dict[str, Counter[str]]) -> bool:
    """Two boxes were ticked, one of them twice, and each stands for something else."""
    members = [box for box in boxes if not box.own_words]
    times = sorted(sum(cells[box.column][tick] for tick in box.ticks) for box in members)
    if times[-1] < 2 or times[-2] < 1:
        return False
    labels = [normal(box.label) for box in boxes]
    words = [box.word for box in members if box.word]
    numbers = [int(word) for word in words if _NUMBER.fullmatch(word)]
    rising = all(one < other for one, other in pairwise(numbers))
    return rising and len({*labels}) == len(labels) and len({*words}) == len(words)


def _named(found: Boxes, taken: set[str]) -> Boxes:
    """Under a heading that no other column has."""
    name = question = _FILLER.sub("", found.question)
    number = 2
    while name in taken:
        name, number = f"{question} ({number})", number + 1
    return replace(found, question=name)


def _cells(table: AnswerTable, question: Boxes) -> list[str]:
    columns = [(box, table.column(box.column)) for box in question.boxes]
    return [
        SEPARATOR.join(box.label for box, cells in columns if box.ticked(cells[row])) for row in range(len(table.rows))
    ]


def _guess(question: Boxes) -> Guess:
    """Whoever ticked none is not known to have seen the question, so nothing stands there."""
    labels = tuple(box.label for box in question.boxes if box.ticks or not box.own_words)
    note = f"One question of {len(question.columns)} columns, where several could be ticked: {'; '.join(labels)}."
    return Guess(question.question, ItemKind.MULTIPLE, (note,), labels=labels, separator=SEPARATOR)
