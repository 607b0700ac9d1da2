"""Files with two lines of headings become files with one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

_NO_LABEL = frozenset({"", "response", "open-ended response", "date / time"})


def one_heading(text: str) -> str:
    """The same CSV text where a line with the labels of boxes below the questions has gone into the questions.

    SurveyMonkey writes so: a question stands over the first of its columns, and a second line says what each one is.
    """
    try:
        found = next((mark for mark in ",;\t" if are_headings(list(islice(_rows(text, mark), 2)))), None)
        rows = list(_rows(text, found)) if found else []
    except csv.Error:  # whoever reads the whole says where
        return text
    if not rows:
        return text
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_together(*rows[:2]), *rows[2:]])
    return out.getvalue()


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def are_headings(lines: Sequence[Sequence[str]]) -> bool:
    """Two lines of headings: what has no question has a label, and a question with one column has none.

    Else the second are somebody's answers.
    """
    if len(lines) != 2:
        return False
    questions, labels = lines
    if len(questions) != len(labels) or not questions[0].strip() or not any(label.strip() for label in labels):
        return False
    several = _of_several(questions)
    return all(
        bool(label.strip()) if part else label.strip().casefold() in _NO_LABEL
        for part, label in zip(several, labels, strict=True)
    )


def _of_several(questions: Sequence[str]) -> list[bool]:
    """For each column whether it is one of several of its question."""
    bare = [not question.strip() for question in questions]
    return [here or after for here, after in zip(bare, [*bare[1:], False], strict=True)]


def _together(questions: Sequence[str], labels: Sequence[str]) -> list[str]:
    out: list[str] = []
    question = ""
    for said, label, part in zip(questions, labels, _of_several(questions), strict=True):
        question = said.strip() or question
        out.append(f"{question}: {label.strip()}" if part else question)
    return out
