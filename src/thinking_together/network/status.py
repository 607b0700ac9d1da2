"""How far the launch and the learning network are."""

from __future__ import annotations

from thinking_together.gatherings.status import held
from thinking_together.network.models import Member
from thinking_together.network.queries import EVENT_KINDS
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, known

LEAD = ("lead",)


def status(programme: Programme) -> Status:
    """Running once somebody has joined or a launch event is planned."""
    joined = Member.objects.filter(programme=programme).exists()
    events = held(programme, *EVENT_KINDS)
    done = known((events.past, "event held", "events held"), (events.ahead, "event planned", "events planned"))
    if not joined and not done:
        return Status(Stage.NOT_STARTED, (), (Waiting("Plan the launch event and open the network.", LEAD),))
    waiting = () if events.past else (Waiting("Hold the launch event.", LEAD),)
    if not joined:
        return Status(Stage.WAITING, done, (*waiting, Waiting("Nobody has joined the network yet.", LEAD)))
    return Status(Stage.IN_PROGRESS, ("People have joined", *done), waiting)
