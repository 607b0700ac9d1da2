"""Somebody outside signs up by their e-mail address, known here or not."""

from __future__ import annotations

from thinking_together.core.writes import Actor, Written, write
from thinking_together.gatherings.domain.places import NotOpen, is_open, sign_up
from thinking_together.gatherings.models import Attendance, Gathering
from thinking_together.programmes.domain.participants import take_part
from thinking_together.programmes.models import Partner, Programme, Sector


@write("attendance.signed_up_outside", whole=True)
def sign_up_outside(
    *, gathering: Gathering, email: str, sector: Sector, partner: Partner | None, role: str, by: Actor
) -> Written[Attendance]:
    """Whoever has this address takes part already, or does from now on. Of somebody known nothing is written over."""
    programme = Programme.objects.select_for_update().get(pk=gathering.programme_id)
    if not is_open(gathering):
        raise NotOpen("nobody can sign up for it now")
    person, _ = take_part(programme=programme, email=email, sector=sector, partner=partner, role=role)
    place = sign_up(gathering=gathering, participant=person, by=by)
    return Written(place, place, {"state": place.state}, programme=programme.slug)
