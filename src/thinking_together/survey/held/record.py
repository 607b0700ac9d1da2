"""How one version's answers lie in a row: a number of fixed width for each variable, and texts apart.

A choice is its position, several choices are the bits of a whole number, a number is itself; where there is no answer
(the state says why) stands 0. All rows together are then a table without reading any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire, Variable
from thinking_together.survey.form.routing import AnswerState
from thinking_together.survey.held.responses import Answer

ONE, SEVERAL, NUMBER = "<i2", "<i8", "<f8"
Records = NDArray[Any]  # structured: a field a variable that is not text
Columns = list[list[Answer]]


class Record:
    """The layout of the answers to one version of a questionnaire. Never change it: rows are stored by it."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.variables = questionnaire.variables
        self.texts = tuple(variable for variable in self.variables if variable.text)
        self.dtype = np.dtype([(v.code, _width(v)) for v in self.variables if not v.text])

    def table(self, values: Sequence[Sequence[Answer]]) -> Records:
        """The records of answers by variable: ``values[v][r]``."""
        out = np.zeros(len(values[0]) if values else 0, dtype=self.dtype)
        for variable, given in zip(self.variables, values, strict=True):
            if not variable.text:
                number = _numbering(variable)
                out[variable.code] = [0 if value is None else number(value) for value in given]
        return out

    def pack(self, values: Sequence[Sequence[Answer]]) -> list[bytes]:
        """A record a response, as stored."""
        data, size = self.table(values).tobytes(), self.dtype.itemsize
        return [data[start : start + size] for start in range(0, len(data), size)] if size else [b""] * len(values[0])

    def unpack(self, rows: Iterable[bytes | memoryview], many: int) -> Records:
        """The records of ``many`` stored rows."""
        if not self.dtype.itemsize:
            return np.zeros(many, dtype=self.dtype)
        return np.frombuffer(b"".join(rows), dtype=self.dtype)

    def answers(self, records: Records, texts: Sequence[Sequence[str | None]], states: Sequence[str]) -> Columns:
        """What ``pack`` was given; ``texts[r]`` in the order of the text variables, ``states[r]`` of all variables."""
        said = list(zip(*states, strict=True)) or [()] * len(self.variables)
        written = iter(zip(*texts, strict=True)) if texts else iter([()] * len(self.texts))
        return [
            list(next(written)) if variable.text else _given(variable, records[variable.code], said[at])
            for at, variable in enumerate(self.variables)
        ]


def _width(variable: Variable) -> str:
    if variable.multiple:
        return SEVERAL
    return NUMBER if variable.kind is ItemKind.NUMBER else ONE


def _numbering(variable: Variable) -> Callable[[Any], Any]:
    if not variable.multiple:
        return lambda value: value
    known: dict[tuple[int, ...], int] = {}

    def bits(places: Sequence[int]) -> int:
        key = tuple(places)
        if key not in known:
            known[key] = sum(1 << place for place in set(key))
        return known[key]

    return bits


def _given(variable: Variable, numbers: NDArray[Any], states: Sequence[str]) -> list[Answer]:
    values: list[Any] = numbers.tolist()
    if variable.multiple:
        places = range(len(variable.choices))
        known = {bits: tuple(place for place in places if bits >> place & 1) for bits in set(values)}
        values = [known[bits] for bits in values]
    return [value if state == AnswerState.ANSWERED else None for value, state in zip(values, states, strict=True)]
