"""Somebody of the workforce takes part: known by their e-mail address, whoever entered it first."""

from __future__ import annotations

import secrets

from django.db.models import Max

from thinking_together.programmes.models import Participant, Partner, Programme, Sector


def participant_with(programme: Programme, email: str) -> Participant | None:
    return Participant.objects.filter(programme=programme, email__iexact=email.strip()).first()


def take_part(
    *, programme: Programme, email: str, sector: Sector, partner: Partner | None, role: str
) -> tuple[Participant, bool]:
    """Whoever has this address, as they were told before, or somebody new; and whether they are new.

    A part of a write that holds the programme, so that nobody takes part twice.
    """
    known = participant_with(programme, email)
    if known is not None:
        return known, False
    last = Participant.objects.filter(programme=programme).aggregate(last=Max("position"))["last"]
    made = Participant.objects.create(
        programme=programme,
        code=_free_code(programme),
        email=email.strip().lower(),
        sector=sector,
        partner=partner,
        role=role,
        position=0 if last is None else last + 1,
    )
    return made, True


def _free_code(programme: Programme) -> str:
    """Random: it tells nothing about the person, nor in which order people came."""
    while True:
        code = f"p{secrets.token_hex(4)}"
        if not Participant.objects.filter(programme=programme, code=code).exists():
            return code
