"""Which questions a respondent is asked, and the state of every variable of a response.

Items are walked in order. An answer to an item that is not asked counts for nothing, so a later condition cannot
rest on it. *Not asked* (another sector's item, or the second part not taken) is neither *not applicable* (the
respondent's own answers rule it out) nor *skipped* (asked and left open).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thinking_together.survey.conditions import Answers, Predicate, compile_condition
from thinking_together.survey.questionnaire import Item, Part, Questionnaire, variables_of


class AnswerState(StrEnum):
    """One character a variable, as stored and as counted."""

    ANSWERED = "a"
    SKIPPED = "s"
    NOT_ASKED = "n"
    NOT_APPLICABLE = "x"


@dataclass(frozen=True, slots=True)
class _Step:
    item: Item
    variables: tuple[str, ...]
    audience: frozenset[str]
    holds: Predicate


class Router:
    """The path through one questionnaire, compiled once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        sector = questionnaire.sector_item
        self._sector = sector.code if sector else ""
        self._steps = tuple(
            _Step(
                item,
                tuple(variable.code for variable in variables_of(item)),
                frozenset(item.audience),
                compile_condition(item.when),
            )
            for item in questionnaire.items
        )
        self._second = frozenset(
            code for step in self._steps if step.item.part is Part.SECOND for code in step.variables
        )
        self.plain = not any(s.audience or s.item.when or s.item.part is Part.SECOND for s in self._steps)

    def took_second_part(self, answers: Answers) -> bool:
        """Whether any item of the second part has an answer."""
        return not self._second.isdisjoint(code for code, given in answers.items() if given)

    def states(self, answers: Answers, *, second: bool | None = None) -> tuple[AnswerState, ...]:
        """The state of every variable in order.

        ``second`` says whether the second part was taken; left out, it was where one of its items is answered.
        """
        second = self.took_second_part(answers) if second is None else second
        counted: dict[str, tuple[str, ...]] = {}
        states: list[AnswerState] = []
        for step in self._steps:
            barred = self._barred(step, counted, second)
            for code in step.variables:
                given = answers.get(code, ())
                if barred is None and given:
                    counted[code] = given
                states.append(barred or (AnswerState.ANSWERED if given else AnswerState.SKIPPED))
        return tuple(states)

    def asked(self, answers: Answers, *, second: bool | None = None) -> tuple[str, ...]:
        """The codes of the items that are asked, in order, for the answers given so far."""
        states = iter(self.states(answers, second=second))
        asked = []
        for step in self._steps:
            of_item = [next(states) for _ in step.variables]
            if of_item[0] in (AnswerState.ANSWERED, AnswerState.SKIPPED):
                asked.append(step.item.code)
        return tuple(asked)

    def _barred(self, step: _Step, counted: Answers, second: bool) -> AnswerState | None:
        if step.audience and step.audience.isdisjoint(counted.get(self._sector, ())):
            return AnswerState.NOT_ASKED
        if step.item.part is Part.SECOND and not second:
            return AnswerState.NOT_ASKED
        return None if step.holds(counted) else AnswerState.NOT_APPLICABLE
