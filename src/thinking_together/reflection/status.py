"""How far the reflective sessions are."""

from __future__ import annotations

from thinking_together.gatherings.models import GatheringKind, GatheringState
from thinking_together.gatherings.status import held
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, counted, known
from thinking_together.reflection.models import Round, SessionNotes


def status(programme: Programme) -> Status:
    """Done when every session has been, each has its notes, and no round waits for a next step."""
    sessions = held(programme, GatheringKind.REFLECTIVE_SESSION)
    next_step = _next_step(programme)
    if not (sessions.past or sessions.ahead or next_step):
        return Status(Stage.NOT_STARTED, (), (Waiting("Plan sessions and ask people for times.", ("lead",)),))
    noted = SessionNotes.objects.filter(
        session__programme=programme, session__kind=GatheringKind.REFLECTIVE_SESSION
    ).count()
    done = known(
        (sessions.past, "session held", "sessions held"), (sessions.ahead, "session planned", "sessions planned")
    )
    missing = sessions.past - noted
    waiting = (Waiting(next_step, ("lead",)),) if next_step else ()
    if missing > 0:
        verb = "has" if missing == 1 else "have"
        notes = f"{counted(missing, 'session', 'sessions')} {verb} no notes yet."
        waiting = (Waiting(notes, ("facilitator", "lead")), *waiting)
    if waiting:
        return Status(Stage.WAITING, done, waiting)
    return Status(Stage.IN_PROGRESS if sessions.ahead else Stage.DONE, done)


def _next_step(programme: Programme) -> str:
    """What the round that is open waits for, once people have said when they could come; empty where it does not."""
    round = Round.objects.filter(programme=programme, closed=None).first()
    if round is None or not round.offers.exists():
        return ""
    if not round.sessions.filter(session__state=GatheringState.DRAFT).exists():
        return ""
    if round.planned_at is None:
        return f"People have said when they could come to sessions of round {round.number}: put the groups together."
    return f"The groups of round {round.number} are put together: invite people."
