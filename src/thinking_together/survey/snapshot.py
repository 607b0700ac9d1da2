"""All answers as columns, read once and counted many times.

A choice is its position, several choices are the bits of a whole number, a number is its band, a text is 0; below
zero stand the states without an answer. Counting is one pass of NumPy for a whole item and all groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from thinking_together.analysis.mentions import Dictionary
from thinking_together.survey.questionnaire import ItemKind, Questionnaire, Variable
from thinking_together.survey.responses import Answer
from thinking_together.survey.routing import AnswerState

Codes = NDArray[np.int64]
SKIPPED, NOT_ASKED, NOT_APPLICABLE = -1, -2, -3
_BELOW = {
    AnswerState.SKIPPED: SKIPPED,
    AnswerState.NOT_ASKED: NOT_ASKED,
    AnswerState.NOT_APPLICABLE: NOT_APPLICABLE,
}
_MENTIONS = "@mentions"


@dataclass(frozen=True)
class Snapshot:
    """The answers to one version of a questionnaire: a column of codes for each variable, one row a response."""

    questionnaire: Questionnaire
    frame: pl.DataFrame

    def codes(self, variable: str) -> Codes:
        """The coded answers of a variable."""
        return self.frame[variable].to_numpy()

    def mentions(self, variable: str) -> Codes:
        """Bits of the resources each answer names, in the order of the item's dictionary; states below zero."""
        return self.frame[variable + _MENTIONS].to_numpy()

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
    columns: dict[str, Codes] = {}
    for variable, given, said in zip(questionnaire.variables, values, states, strict=True):
        columns[variable.code] = _coded(variable, given, said)
        if variable.item.mentions:
            columns[variable.code + _MENTIONS] = _mentioned(variable, given, columns[variable.code])
    return Snapshot(questionnaire, pl.DataFrame(columns))


def _coded(variable: Variable, given: Sequence[Answer], said: str) -> Codes:
    below = np.array([_BELOW.get(AnswerState(state), 0) for state in said], dtype=np.int64)
    answered = np.flatnonzero(below == 0).tolist()
    values = [given[place] for place in answered]
    if variable.kind is ItemKind.MULTIPLE:
        coded = np.array([_bits(value) for value in values], dtype=np.int64)
    elif variable.kind is ItemKind.NUMBER:
        coded = np.searchsorted(np.array(variable.item.bands), np.array(values, dtype=float), side="right")
    elif variable.kind is ItemKind.TEXT:
        coded = np.zeros(len(values), dtype=np.int64)
    else:
        coded = np.array(values, dtype=np.int64)
    below[answered] = coded
    return below


def _bits(places: Answer) -> int:
    return sum(1 << place for place in places) if isinstance(places, tuple | list) else 0


def dictionary_of(variable: Variable) -> Dictionary:
    """The item's named resources, compiled for searching."""
    return Dictionary(variable.item.mentions)


def _mentioned(variable: Variable, given: Sequence[Answer], codes: Codes) -> Codes:
    """Which resources each answer names: in its text, or in the words of the choices taken."""
    dictionary = dictionary_of(variable)
    bit = {resource.code: 1 << place for place, resource in enumerate(variable.item.mentions)}

    def named(texts: Iterable[str]) -> int:
        found = frozenset[str]().union(*(dictionary.named_in(text) for text in texts))
        return sum(bit[code] for code in found)

    by_choice = [named([choice.label]) for choice in variable.choices]
    out = codes.copy()
    for place in np.flatnonzero(codes >= 0).tolist():
        answer = given[place]
        if isinstance(answer, str):
            out[place] = named([answer])
        else:
            places = answer if isinstance(answer, tuple | list) else (answer,)
            out[place] = int(np.bitwise_or.reduce([by_choice[int(p or 0)] for p in places]))
    return out
