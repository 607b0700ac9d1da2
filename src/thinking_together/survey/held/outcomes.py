"""What became of each response, by the share of the core's applicable items that were answered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from thinking_together.analysis.participation import AaporOutcome
from thinking_together.analysis.participation import outcomes as aapor_outcomes
from thinking_together.survey.form.questionnaire import Part, Questionnaire, Role
from thinking_together.survey.form.routing import AnswerState

NAMES = {
    AaporOutcome.COMPLETE: "complete",
    AaporOutcome.PARTIAL: "partial",
    AaporOutcome.BREAKOFF: "breakoff",
    AaporOutcome.INTRODUCTION_BREAKOFF: "introduction",
}
OUTCOMES = tuple(NAMES.values())
USABLE = (NAMES[AaporOutcome.COMPLETE], NAMES[AaporOutcome.PARTIAL])
INTRODUCTION = NAMES[AaporOutcome.INTRODUCTION_BREAKOFF]


def outcomes_of(questionnaire: Questionnaire, states: Sequence[str]) -> tuple[str, ...]:
    """The outcome of each response from the states of its variables: ``states[v][r]``."""
    core = [
        place
        for place, variable in enumerate(questionnaire.variables)
        if variable.item.part is Part.CORE and variable.item.role is not Role.CONSENT
    ]
    if not core or not states[core[0]]:
        return ()
    answered, applicable = (
        np.zeros(len(states[core[0]]), dtype=np.int64),
        np.zeros(len(states[core[0]]), dtype=np.int64),
    )
    for place in core:
        answered += _where(states[place], AnswerState.ANSWERED)
        applicable += _where(states[place], AnswerState.SKIPPED)
    found = aapor_outcomes(answered, applicable + answered)
    began = np.zeros(len(answered), dtype=bool)
    for column in states:
        began |= _where(column, AnswerState.ANSWERED)
    found[began & (found == AaporOutcome.INTRODUCTION_BREAKOFF)] = AaporOutcome.BREAKOFF
    return tuple(NAMES[AaporOutcome(int(code))] for code in found)


def _where(states: str, state: AnswerState) -> NDArray[np.bool_]:
    return np.frombuffer(states.encode("ascii"), dtype=np.uint8) == ord(state)
