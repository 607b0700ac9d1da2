"""Inviting people, and accepting."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from thinking_together.accounts import invited
from thinking_together.accounts.models import Invitation, Organisation, Person
from thinking_together.core.writes import Actor, Written, write

GOOD_FOR = timedelta(days=14)


class InvitationNotOpen(ValueError):
    """It was used, withdrawn or has expired."""


class NotForThisPerson(ValueError):
    """It was sent to another address."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation with its token, which is known only now."""

    invitation: Invitation
    token: str


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> Invitation | None:
    """The open invitation of this token."""
    found = Invitation.objects.filter(token_sha256=digest(token)).select_related("organisation", "invited_by").first()
    return found if found and found.open_at(timezone.now()) else None


@write("invitation.made")
def make_invitation(
    *, email: str, by: Actor, organisation: Organisation | None = None, installation_staff: bool = False
) -> Written[Sent]:
    """An invitation for this address, with the token of its link."""
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=email.strip().lower(),
        organisation=organisation,
        token_sha256=digest(token),
        installation_staff=installation_staff,
        invited_by=by if isinstance(by, Person) else None,
        expires=timezone.now() + GOOD_FOR,
    )
    return Written(made, Sent(made, token))


@write("invitation.withdrawn")
def withdraw_invitation(*, invitation: Invitation, by: Actor) -> Invitation:
    """Its link opens nothing any more."""
    _open(invitation)
    invitation.withdrawn = timezone.now()
    invitation.save(update_fields=["withdrawn"])
    return invitation


@write("account.opened")
def open_account(*, invitation: Invitation, by: Actor) -> Person:
    """The account of the invited address, made when there is none: it can do nothing until the code is given."""
    _open(invitation)
    person, _ = Person.objects.get_or_create(email=invitation.email, defaults={"organisation": invitation.organisation})
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"primary": True, "verified": False})
    return person


@write("invitation.accepted")
def accept_invitation(*, invitation: Invitation, by: Person) -> Invitation:
    """Gives what the invitation promises; once, and only to the person whose address it was sent to."""
    locked = _open(invitation)
    if by.email != locked.email:
        raise NotForThisPerson("the invitation was sent to another address")
    locked.accepted = timezone.now()
    locked.save(update_fields=["accepted"])
    if locked.installation_staff and not by.is_installation_staff:
        by.is_installation_staff = True
        by.save(update_fields=["is_installation_staff"])
    invited.give(locked, by, by)
    return locked


def _open(invitation: Invitation) -> Invitation:
    """The invitation as it is now, locked until the transaction ends."""
    now = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not now.open_at(timezone.now()):
        raise InvitationNotOpen("the invitation was used, withdrawn or has expired")
    return now
