"""Which questions a respondent is asked, and the state of every variable of a response.

Items are walked in order. An answer to an item that is not asked counts for nothing, so a later condition cannot
rest on it. *Not asked* (another sector's item, or the second part not taken) is neither *not applicable* (the
respondent's own answers rule it out) nor *skipped* (asked and left open).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from thinking_together.survey.form.conditions import Answers, Predicate, compile_condition, refers_to
from thinking_together.survey.form.questionnaire import Item, Part, Questionnaire, Role, variables_of


class AnswerState(StrEnum):
    """One character a variable, as stored and as counted."""

    ANSWERED = "a"
    SKIPPED = "s"
    NOT_ASKED = "n"
    NOT_APPLICABLE = "x"


Flags = NDArray[np.bool_]
States = NDArray[np.str_]
Codes = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Step:
    item: Item
    variables: tuple[str, ...]
    audience: frozenset[str]
    holds: Predicate
    reads: tuple[str, ...]


def belonging_items(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The items that say to which sector and staff group somebody belongs, which an audience is looked up in."""
    return tuple(item.code for item in questionnaire.items if item.role in (Role.SECTOR, Role.STAFF_GROUP))


class Router:
    """The path through one questionnaire, compiled once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._belongs = belonging_items(questionnaire)
        self._steps = tuple(
            _Step(
                item,
                tuple(variable.code for variable in variables_of(item)),
                frozenset(item.audience),
                compile_condition(item.when),
                tuple(sorted(refers_to(item.when))),
            )
            for item in questionnaire.items
        )
        self._second = frozenset(
            code for step in self._steps if step.item.part is Part.SECOND for code in step.variables
        )
        self._read = {*self._belongs, *(name for step in self._steps for name in step.reads)}
        self.plain = not any(s.audience or s.item.when or s.item.part is Part.SECOND for s in self._steps)

    def took_second_part(self, answers: Answers) -> bool:
        """Whether any item of the second part has an answer."""
        return not self._second.isdisjoint(code for code, given in answers.items() if given)

    def states(self, answers: Answers, *, second: bool | None = None) -> tuple[AnswerState, ...]:
        """The state of every variable in order.

        ``second`` says whether the second part was taken; left out, it was where one of its items is answered.
        """
        return tuple(
            barred or (AnswerState.ANSWERED if answers.get(code) else AnswerState.SKIPPED)
            for step, barred in self._walked(answers, second)
            for code in step.variables
        )

    def columns(self, given: Mapping[str, Flags], codes: Callable[[str], Codes]) -> list[States]:
        """The same as ``states`` for many responses at once, a column a variable.

        ``given[v][r]``: has response ``r`` an answer to ``v``; ``codes(v)[r]`` are its codes where it has.
        """
        size = len(next(iter(given.values()))) if given else 0
        second = np.zeros(size, dtype=bool)
        for code in self._second:
            second |= given[code]
        counted: dict[str, Codes] = {}
        states = []
        for step in self._steps:
            barred = self._barred_columns(step, counted, second)
            for code in step.variables:
                if code in self._read:
                    counts = (barred == "") & given[code]
                    counted[code] = [own if yes else () for own, yes in zip(codes(code), counts.tolist(), strict=True)]
                open_state = np.where(given[code], str(AnswerState.ANSWERED), str(AnswerState.SKIPPED))
                states.append(np.where(barred == "", open_state, barred))
        return states

    def _barred_columns(self, step: _Step, counted: Mapping[str, Codes], second: Flags) -> States:
        """Why the step is not put to each response; empty where it is."""
        size = len(second)
        nothing: Codes = [()] * size
        barred = np.full(size, "", dtype="U1")
        if step.reads:
            read = [counted.get(name, nothing) for name in step.reads]
            known: dict[tuple[tuple[str, ...], ...], bool] = {}
            for answers in set(zip(*read, strict=True)):
                known[answers] = step.holds({n: a for n, a in zip(step.reads, answers, strict=True) if a})
            holds = np.array([known[answers] for answers in zip(*read, strict=True)], dtype=bool)
            barred[~holds] = AnswerState.NOT_APPLICABLE
        if step.item.part is Part.SECOND:
            barred[~second] = AnswerState.NOT_ASKED
        if step.audience:
            there = np.zeros(size, dtype=bool)
            for name in self._belongs:
                there |= np.array([not step.audience.isdisjoint(own) for own in counted.get(name, nothing)], dtype=bool)
            barred[~there] = AnswerState.NOT_ASKED
        return barred

    def asked(self, answers: Answers, *, second: bool | None = None) -> tuple[str, ...]:
        """The codes of the items that are asked, in order, for the answers given so far."""
        return tuple(step.item.code for step, barred in self._walked(answers, second) if barred is None)

    def _walked(self, answers: Answers, second: bool | None) -> Iterator[tuple[_Step, AnswerState | None]]:
        """Every item in order, and why it is not asked; only answers to those that are count for later ones."""
        second = self.took_second_part(answers) if second is None else second
        counted: dict[str, tuple[str, ...]] = {}
        belongs: set[str] = set()
        for step in self._steps:
            barred = _barred(step, counted, belongs, second)
            if barred is None:
                counted |= {code: given for code in step.variables if (given := answers.get(code))}
                if step.item.code in self._belongs:
                    belongs.update(counted.get(step.item.code, ()))
            yield step, barred


def _barred(step: _Step, counted: Answers, belongs: set[str], second: bool) -> AnswerState | None:
    if step.audience and step.audience.isdisjoint(belongs):
        return AnswerState.NOT_ASKED
    if step.item.part is Part.SECOND and not second:
        return AnswerState.NOT_ASKED
    return None if step.holds(counted) else AnswerState.NOT_APPLICABLE
