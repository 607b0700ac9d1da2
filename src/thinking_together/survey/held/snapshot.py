"""All answers as columns, read once and counted many times.

A choice is its position, several choices are the bits of a whole number, a number is its band, a text is 0; below
zero stand the states without an answer. Counting is one pass of NumPy for a whole item and all groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from thinking_together.analysis.mentions import Dictionary
from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire, Variable
from thinking_together.survey.form.routing import AnswerState
from thinking_together.survey.held.record import Record, Records
from thinking_together.survey.held.responses import Answer

Codes = NDArray[np.int64]
SKIPPED, NOT_ASKED, NOT_APPLICABLE = -1, -2, -3
_BELOW = {
    AnswerState.SKIPPED: SKIPPED,
    AnswerState.NOT_ASKED: NOT_ASKED,
    AnswerState.NOT_APPLICABLE: NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Snapshot:
    """The answers to one version of a questionnaire: a column of codes for each variable, one row a response.

    ``named`` gives, for each text variable with a dictionary, the bits of the resources each answer names; it is
    asked only where somebody looks at them.
    """

    questionnaire: Questionnaire
    frame: pl.DataFrame
    named: Callable[[], pl.DataFrame]

    def codes(self, variable: str) -> Codes:
        """The coded answers of a variable."""
        return self.frame[variable].to_numpy().astype(np.int64)

    def mentions(self, variable: str) -> Codes:
        """Bits of the resources each answer names, in the order of the item's dictionary; states below zero."""
        told, codes = self.questionnaire.variable(variable), self.codes(variable)
        if told.text:
            return np.where(codes < 0, codes, self.named()[variable].to_numpy())
        return _named_by_choices(told, codes)

    def has(self, variable: str) -> bool:
        return variable in self.frame.columns

    @property
    def responses(self) -> int:
        return self.frame.height


def build_snapshot(
    questionnaire: Questionnaire,
    values: Sequence[Sequence[Answer]],
    states: Sequence[str],
) -> Snapshot:
    """A snapshot of answers by variable: ``values[v][r]`` and one state character a response in ``states[v]``."""
    given = dict(zip((variable.code for variable in questionnaire.variables), values, strict=True))
    below = np.array([_signs(column) for column in states]).reshape(len(states), -1).T
    record = Record(questionnaire)

    @cache
    def named() -> pl.DataFrame:
        texts = {variable.code: given[variable.code] for variable in searched(questionnaire)}
        return named_in_texts(questionnaire, texts)

    return Snapshot(questionnaire, coded(questionnaire, record.table(values), below), named)


def coded(questionnaire: Questionnaire, records: Records, said: NDArray[np.uint8]) -> pl.DataFrame:
    """A column of codes a variable, from records and the states ``said[r, v]`` as ASCII characters."""
    columns = {}
    signs = np.zeros(256, dtype=np.int16)
    for state, sign in _BELOW.items():
        signs[ord(state)] = sign
    for variable, below in zip(questionnaire.variables, signs[np.ascontiguousarray(said.T)], strict=True):
        columns[variable.code] = np.where(below < 0, below, _numbers(variable, records))
    return pl.DataFrame(columns)


def _signs(states: str) -> NDArray[np.uint8]:
    return np.frombuffer(states.encode("ascii"), dtype=np.uint8)


def _numbers(variable: Variable, records: Records) -> NDArray[Any]:
    if variable.text:
        return np.zeros(len(records), dtype=np.int16)
    numbers: NDArray[Any] = records[variable.code]
    if variable.kind is ItemKind.NUMBER:
        return np.searchsorted(np.array(variable.item.bands), numbers, side="right").astype(np.int16)
    return numbers


def dictionary_of(variable: Variable) -> Dictionary:
    """The item's named resources, compiled for searching."""
    return Dictionary(variable.item.mentions)


def searched(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """The text variables that have a dictionary."""
    return tuple(variable for variable in questionnaire.variables if variable.text and variable.item.mentions)


def named_in_texts(questionnaire: Questionnaire, texts: dict[str, Sequence[Any]]) -> pl.DataFrame:
    """Bits of the resources that each text names, a column a searched variable; equal texts are searched once."""
    columns = {}
    for variable in searched(questionnaire):
        dictionary, bits = dictionary_of(variable), _bits(variable)
        known = {text: _named(dictionary, bits, [text]) for text in set(texts[variable.code]) if text is not None}
        columns[variable.code] = [known.get(text, 0) for text in texts[variable.code]]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64))


def _named_by_choices(variable: Variable, codes: Codes) -> Codes:
    """Which resources the words of the choices taken name."""
    dictionary, bits = dictionary_of(variable), _bits(variable)
    out = np.where(codes < 0, codes, 0)
    for place, choice in enumerate(variable.choices):
        taken = (codes >= 0) & ((codes >> place) & 1 == 1 if variable.multiple else codes == place)
        out[taken] |= _named(dictionary, bits, [choice.label])
    return out


def _bits(variable: Variable) -> dict[str, int]:
    return {resource.code: 1 << place for place, resource in enumerate(variable.item.mentions)}


def _named(dictionary: Dictionary, bits: dict[str, int], texts: Iterable[str]) -> int:
    found = frozenset[str]().union(*(dictionary.named_in(text) for text in texts))
    return sum(bits[code] for code in found)
