"""Coming to a session, as a way to take part."""

from __future__ import annotations

from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.showing import when
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import ready_to_open
from thinking_together.programmes.ways import Minutes, Way
from thinking_together.reflection.sessions_ahead import open_round, sessions_ahead

WHAT = (
    "A small group from different services meets face to face and thinks together. Nobody need share; listening is "
    "taking part. Join the network: everybody in it is asked by e-mail when they could come."
)


def ways_of(programme: Programme) -> tuple[Way, ...]:
    """While a round has sessions to come, and people may be asked."""
    found = open_round(programme)
    ahead = sessions_ahead(found) if found else ()
    if not ahead or ready_to_open(programme):
        return ()
    times = when(ahead[0]) if len(ahead) == 1 else f"{len(ahead)} dates, the first {when(ahead[0])}"
    return (Way("Come to a reflective session", WHAT, _minutes(ahead), times),)


def _minutes(sessions: tuple[Gathering, ...]) -> Minutes | None:
    """From the shortest to the longest of them."""
    lasting = [round((one.ends - one.starts).total_seconds() / 60) for one in sessions if one.starts and one.ends]
    return Minutes(min(lasting), max(lasting)) if lasting else None
