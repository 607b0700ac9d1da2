"""What stays when a programme is replaced by a newer folder of it: its people, and what rooms say of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from thinking_together.core.writes import Actor, Written, write
from thinking_together.programmes.models import InvitedRole, Membership, Pause, Programme, Responsible


@dataclass(frozen=True, slots=True)
class Place:
    """A person's or an invitation's place in a programme; the sector by its code, which a newer folder may lack."""

    of: int
    role: str
    sector: str | None
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Who answers for something, with what a folder does not tell."""

    duty: str
    name: str
    email: str
    phone: str
    named_by_id: int | None
    named_at: datetime


@dataclass(frozen=True, slots=True)
class Paused:
    """An open pause; the organisation by its code."""

    partner: str | None
    since: datetime
    by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    members: tuple[Place, ...] = ()
    invited: tuple[Place, ...] = ()
    responsible: tuple[Named, ...] = ()
    pauses: tuple[Paused, ...] = ()
    archived: datetime | None = None
    deleted_on: date | None = None
    of_rooms: tuple[Any, ...] = ()


Move = Callable[[Programme, Programme], None]
_moves: list[Move] = []


@dataclass(frozen=True, slots=True)
class Carry:
    """What a folder never holds: taken from the old programme, and given to the new one once it is whole."""

    take: Callable[[Programme], Any]
    give: Callable[[Programme, Any], None]


_carries: list[Carry] = []


def register_carry(carry: Carry) -> None:
    if carry not in _carries:
        _carries.append(carry)


def register_staying(move: Move) -> None:
    """``move(old, new)`` gives the new programme what stays when a newer folder replaces the old one."""
    if move not in _moves:
        _moves.append(move)


def move_what_stays(old: Programme, new: Programme) -> None:
    """Before the old programme goes, with all that was not moved."""
    for move in _moves:
        move(old, new)


def people_of(slug: str) -> Carried:
    """Whom to carry over, before the programme of this short name goes."""
    members = Membership.objects.filter(programme__slug=slug).order_by("pk")
    invited = InvitedRole.objects.filter(programme__slug=slug).order_by("pk")
    named = Responsible.objects.filter(programme__slug=slug).order_by("pk")
    paused = Pause.objects.filter(programme__slug=slug, ended=None).order_by("pk")
    old = Programme.objects.filter(slug=slug).first()
    return Carried(
        tuple(Place(*row) for row in members.values_list("person_id", "role", "sector__code", "organisation_id")),
        tuple(Place(*row) for row in invited.values_list("invitation_id", "role", "sector__code")),
        tuple(Named(*row) for row in named.values_list(*Named.__slots__)),
        tuple(Paused(*row) for row in paused.values_list("partner__code", "since", "by_id", "reason")),
        *(Programme.objects.filter(slug=slug).values_list("archived", "deleted_on").first() or (None, None)),
        of_rooms=tuple(carry.take(old) for carry in _carries) if old else (),
    )


@write("memberships.carried_over")
def carry_over(*, programme: Programme, carried: Carried, by: Actor) -> Written[int]:
    """Gives the programme the people and the state of the one that it replaces; how many memberships.

    So one that is archived is not replaced: this very write is refused.
    """
    sectors = {sector.code: sector for sector in programme.sectors.all()}
    Membership.objects.bulk_create(
        Membership(
            programme=programme,
            person_id=place.of,
            role=place.role,
            sector=sectors.get(place.sector or ""),
            organisation_id=place.organisation,
        )
        for place in carried.members
    )
    InvitedRole.objects.bulk_create(
        InvitedRole(
            programme=programme, invitation_id=place.of, role=place.role, sector=sectors.get(place.sector or "")
        )
        for place in carried.invited
    )
    programme.archived, programme.deleted_on = carried.archived, carried.deleted_on
    programme.save(update_fields=["archived", "deleted_on"])
    _carry_responsible(programme, carried.responsible)
    _carry_pauses(programme, carried.pauses)
    for carry, taken in zip(_carries, carried.of_rooms, strict=False):
        carry.give(programme, taken)
    return Written(programme, len(carried.members), {"memberships": len(carried.members)})


def _carry_responsible(programme: Programme, carried: tuple[Named, ...]) -> None:
    """A folder has names and no addresses: whoever it names as before keeps theirs. One that names nobody changes
    nothing.
    """
    now = {one.duty: one for one in programme.responsible.all()}
    if not now:
        Responsible.objects.bulk_create(Responsible(programme=programme, **asdict(one)) for one in carried)
        return
    for before in carried:
        same = now.get(before.duty)
        if same is not None and same.name == before.name:
            same.email, same.named_by_id, same.named_at = before.email, before.named_by_id, before.named_at
            same.save(update_fields=["email", "named_by", "named_at"])


def _carry_pauses(programme: Programme, carried: tuple[Paused, ...]) -> None:
    """No folder ends a pause. Of an organisation that is not there any more it becomes one of everything."""
    partners = {partner.code: partner for partner in programme.partners.all()}
    for before in carried:
        partner = partners.get(before.partner or "")
        if not Pause.objects.filter(programme=programme, partner=partner).exists():
            Pause.objects.create(
                programme=programme, partner=partner, since=before.since, by_id=before.by, reason=before.reason
            )


def take_addresses(old: Programme) -> dict[str, str]:
    """E-mail addresses of those who take part, by code."""
    return dict(old.participants.exclude(email="").values_list("code", "email"))


def give_addresses(programme: Programme, taken: dict[str, str]) -> None:
    """Who is in the newer folder by the same code is reached as before."""
    for person in programme.participants.filter(code__in=taken, email=""):
        person.email = taken[person.code]
        person.save(update_fields=["email"])
