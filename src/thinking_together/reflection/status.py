"""How far the reflective sessions are."""

from __future__ import annotations

from thinking_together.gatherings.models import GatheringKind
from thinking_together.gatherings.status import held
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, counted, known
from thinking_together.reflection.models import SessionNotes


def status(programme: Programme) -> Status:
    """Done when every session has been and each has its notes; two statements."""
    sessions = held(programme, GatheringKind.REFLECTIVE_SESSION)
    if not sessions.past and not sessions.ahead:
        return Status(Stage.NOT_STARTED, (), (Waiting("Plan sessions and ask people for times.", ("lead",)),))
    noted = SessionNotes.objects.filter(
        session__programme=programme, session__kind=GatheringKind.REFLECTIVE_SESSION
    ).count()
    done = known(
        (sessions.past, "session held", "sessions held"), (sessions.ahead, "session planned", "sessions planned")
    )
    missing = sessions.past - noted
    waiting: tuple[Waiting, ...] = ()
    if missing > 0:
        verb = "has" if missing == 1 else "have"
        waiting = (Waiting(f"{counted(missing, 'session', 'sessions')} {verb} no notes yet.", ("facilitator", "lead")),)
    if waiting:
        return Status(Stage.WAITING, done, waiting)
    return Status(Stage.IN_PROGRESS if sessions.ahead else Stage.DONE, done)
