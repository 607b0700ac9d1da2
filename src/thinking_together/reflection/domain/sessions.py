"""A session of a round: planned, changed, called off. It is a gathering; what is added is who facilitates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from thinking_together.core.editing import version_of
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings.domain import call_off, change, plan
from thinking_together.gatherings.domain.planning import FIELDS
from thinking_together.gatherings.models import Gathering, GatheringKind
from thinking_together.programmes.models import Membership
from thinking_together.reflection.domain.offers import RoundOver
from thinking_together.reflection.models import Facilitation, Round, RoundSession


def version_now(session: Gathering) -> str:
    """For the hidden field of its form."""
    return version_of(session, FIELDS)


@write("session.planned", whole=True)
def add_session(
    *,
    round: Round,
    title: str,
    starts: datetime,
    ends: datetime,
    place: str,
    facilitators: Iterable[Membership],
    by: Actor,
) -> Gathering | Unchanged[Gathering]:
    """A session that people can offer to come to. The same sent twice is there once."""
    held = Round.objects.select_for_update(of=("self",)).select_related("programme").get(pk=round.pk)
    if held.closed is not None:
        raise RoundOver("this round is closed")
    same = Gathering.objects.filter(round_session__round=held, title=title, starts=starts, place=place).first()
    if same is not None:
        return Unchanged(same)
    made = plan(
        programme=held.programme,
        kind=GatheringKind.REFLECTIVE_SESSION,
        title=title,
        starts=starts,
        ends=ends,
        place=place,
        planned_size=held.largest,
        by=by,
    )
    RoundSession.objects.create(round=held, session=made)
    _facilitate(made, facilitators)
    return made


@write("session.changed", whole=True)
def change_session(
    *,
    session: Gathering,
    version: str,
    title: str,
    starts: datetime,
    ends: datetime,
    place: str,
    facilitators: Iterable[Membership],
    by: Actor,
) -> Written[Gathering]:
    """``Conflict`` and ``Gone`` as ``edited`` tells. A new time or place is told to those who come."""
    changes = {"title": title, "starts": starts, "ends": ends, "place": place}
    held = change(gathering=session, changes=changes, version=version, by=by)
    _facilitate(held, facilitators)
    return Written(held, held, programme=session.programme.slug)


@write("session.called_off", whole=True)
def call_off_session(*, session: Gathering, why: str, by: Actor) -> Gathering:
    """Whoever was coming is told; in the plan they are without a place again."""
    held = call_off(gathering=session, why=why, by=by)
    held.placements.filter(session=held).delete()
    return held


def _facilitate(session: Gathering, members: Iterable[Membership]) -> None:
    wanted = {member.pk for member in members if member.programme_id == session.programme_id}
    Facilitation.objects.filter(session=session).exclude(member__in=wanted).delete()
    known = set(Facilitation.objects.filter(session=session).values_list("member_id", flat=True))
    Facilitation.objects.bulk_create(Facilitation(session=session, member_id=pk) for pk in sorted(wanted - known))
