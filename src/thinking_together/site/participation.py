"""Who answered the survey, as a share of everybody who works there: a table that has passed the gate."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.resolve import Resolution, Resolver
from thinking_together.evidence.standing import as_it_stands
from thinking_together.programmes.models import Programme

PARTICIPATION = "participation"
REFERENCE = "survey/participation?sector=*"
TOO_FEW = "The numbers are too small to be shown: they could point at a person."
NONE_YET = "There are no answers to the survey yet."


@dataclass(frozen=True, slots=True)
class NotShown:
    """Why there is no table, in a sentence."""

    why: str


def participation(programme: Programme) -> Table | NotShown:
    """What is too small is said in words."""
    answer = as_it_stands(programme, PARTICIPATION, _asked)
    if isinstance(answer, Table):
        return answer
    suppressed = isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED
    return NotShown(TOO_FEW if suppressed else NONE_YET)


def gated(programme: Programme) -> Table | None:
    """The table, where there is one."""
    found = participation(programme)
    return found if isinstance(found, Table) else None


def _asked(resolver: Resolver) -> Resolution:
    return resolver.resolve(REFERENCE)
