"""How far the workforce survey is. Whether there are answers to count is told; how many, the gate tells elsewhere."""

from __future__ import annotations

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.analysis.tables import day
from thinking_together.programmes.models import Phase, PhaseCode, Programme
from thinking_together.programmes.status import Stage, Status, Waiting
from thinking_together.survey.answering.opening import current
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.models import Response


def status(programme: Programme) -> Status:
    """From the questionnaire to the end of the phase; six statements at most."""
    version = latest_version(programme)
    if version is None:
        return Status(Stage.NOT_STARTED, (), (Waiting("Write or choose the questionnaire.", ("lead", "analyst")),))
    done = (f"Questionnaire {version.version}", *_open_now(programme))
    made = version.releases.last()
    answered = made is not None or _many(programme)
    phase = Phase.objects.filter(programme=programme, code=PhaseCode.SURVEY).first()
    over = phase is not None and phase.ends <= programme.as_of
    if not answered:
        what = (
            "The survey is over, with few answers or none."
            if over
            else "No answers yet, or fewer than 10: send the links by sector."
        )
        return Status(Stage.WAITING, done, (Waiting(what, ("lead",)),))
    done = (*done, "Answers have come", *((f"Release {made.number} counts them",) if made else ()))
    waits = () if made else (Waiting("Count the answers in a release.", ("lead", "analyst")),)
    stage = (Stage.DONE if made else Stage.WAITING) if over else Stage.IN_PROGRESS
    return Status(stage, done, waits)


def _many(programme: Programme) -> bool:
    """Enough for a release. Whether there is a first one would tell of whoever was asked first."""
    some = Response.objects.filter(questionnaire__programme=programme, trial=False).order_by()[: SURVEY.fewest_new]
    return some.count() == SURVEY.fewest_new


def _open_now(programme: Programme) -> tuple[str, ...]:
    """That answers are taken in, and how long."""
    collection = current(programme)
    if collection is None:
        return ()
    since = f"Open since {day(collection.opened)}"
    return (f"{since}, until {day(collection.closes)}" if collection.closes else since,)
