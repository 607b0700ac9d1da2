"""What became of each response, by the share of the core's applicable items that were answered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from thinking_together.analysis.participation import AaporOutcome
from thinking_together.analysis.participation import outcomes as aapor_outcomes
from thinking_together.survey.questionnaire import Part, Questionnaire, Role
from thinking_together.survey.routing import AnswerState

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
    table = np.array([list(states[place]) for place in core])
    answered = (table == AnswerState.ANSWERED).sum(axis=0)
    applicable = answered + (table == AnswerState.SKIPPED).sum(axis=0)
    found = aapor_outcomes(answered, applicable)
    began = np.array([AnswerState.ANSWERED in row for row in zip(*states, strict=True)])
    found[began & (found == AaporOutcome.INTRODUCTION_BREAKOFF)] = AaporOutcome.BREAKOFF
    return tuple(NAMES[AaporOutcome(int(code))] for code in found)
