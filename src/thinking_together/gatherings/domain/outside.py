"""Somebody outside signs up by their e-mail address, known here or not."""

from __future__ import annotations

import secrets

from thinking_together.core.writes import Actor, Written, write
from thinking_together.gatherings.domain.places import NotOpen, is_open, sign_up
from thinking_together.gatherings.models import Attendance, Gathering
from thinking_together.programmes.models import Participant, Partner, Programme, Sector


@write("attendance.signed_up_outside", whole=True)
def sign_up_outside(
    *, gathering: Gathering, email: str, sector: Sector, partner: Partner | None, role: str, by: Actor
) -> Written[Attendance]:
    """Whoever has this address takes part already, or does from now on. Of somebody known nothing is written over."""
    programme = Programme.objects.select_for_update().get(pk=gathering.programme_id)
    if not is_open(gathering):
        raise NotOpen("nobody can sign up for it now")
    person = Participant.objects.filter(programme=programme, email__iexact=email).first()
    if person is None:
        person = Participant.objects.create(
            programme=programme,
            code=new_code(programme),
            sector=sector,
            partner=partner,
            role=role,
            email=email.lower(),
            position=programme.participants.count(),
        )
    place = sign_up(gathering=gathering, participant=person, by=by)
    return Written(place, place, {"state": place.state}, programme=programme.slug)


def new_code(programme: Programme) -> str:
    """Random: it does not tell in which order people came."""
    while True:
        code = f"p-{secrets.token_hex(4)}"
        if not Participant.objects.filter(programme=programme, code=code).exists():
            return code
