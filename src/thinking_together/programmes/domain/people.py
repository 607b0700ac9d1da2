"""Who takes part in running a programme: inviting, roles, leaving."""

from __future__ import annotations

from thinking_together.accounts.domain.invitations import Sent, make_invitation, withdraw_invitation
from thinking_together.accounts.models import Invitation, Organisation, Person
from thinking_together.core.permissions import Role
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes import queries
from thinking_together.programmes.models import InvitedRole, Membership, Programme, Sector


class AlreadyMember(ValueError):
    """The person has a role in the programme."""


class LastLead(ValueError):
    """A programme always has a lead."""


@write("member.invited", whole=True)
def invite_member(
    *,
    programme: Programme,
    email: str,
    role: Role,
    by: Actor,
    sector: Sector | None = None,
    organisation: Organisation | None = None,
) -> Written[Sent]:
    """Invites an address to a role; an open invitation of the same address to the programme is replaced."""
    address = email.strip().lower()
    if Membership.objects.filter(programme=programme, person__email=address).exists():
        raise AlreadyMember(f"{address} is a member already")
    for earlier in queries.invited(programme).filter(invitation__email=address):
        withdraw_invitation(invitation=earlier.invitation, by=by)
    sent = make_invitation(email=address, organisation=organisation, by=by)
    promise = InvitedRole.objects.create(
        invitation=sent.invitation, programme=programme, role=Role(role), sector=sector
    )
    return Written(promise, sent, {"role": promise.role})


@write("member.invitation_withdrawn", whole=True)
def withdraw_invited(*, invited: InvitedRole, by: Actor) -> InvitedRole:
    """The link that was sent opens nothing any more."""
    withdraw_invitation(invitation=invited.invitation, by=by)
    return invited


@write("membership.granted")
def grant_membership(
    *,
    programme: Programme,
    person: Person,
    role: Role,
    by: Actor,
    sector: Sector | None = None,
    organisation: Organisation | None = None,
) -> Written[Membership]:
    """Gives a person a role in a programme; ``AlreadyMember`` when they have one."""
    if Membership.objects.filter(programme=programme, person=person).exists():
        raise AlreadyMember(f"{person} is a member already")
    made = Membership.objects.create(
        programme=programme, person=person, role=Role(role), sector=sector, organisation=organisation
    )
    return Written(made, made, {"role": made.role})


@write("membership.role_changed")
def change_role(*, membership: Membership, role: Role, by: Actor) -> Written[Membership] | Unchanged[Membership]:
    """Gives a member another role; ``LastLead`` when nobody would lead any more."""
    if membership.role == role:
        return Unchanged(membership)
    before = membership.role
    _keep_a_lead(membership)
    membership.role = Role(role)
    membership.save(update_fields=["role"])
    return Written(membership, membership, {"before": before, "role": membership.role})


@write("membership.ended")
def end_membership(*, membership: Membership, by: Actor) -> Written[None]:
    """Ends a membership; ``LastLead`` when nobody would lead any more."""
    _keep_a_lead(membership)
    Membership.objects.filter(pk=membership.pk).delete()
    return Written(membership, None, {"role": membership.role})


def _keep_a_lead(membership: Membership) -> None:
    """Locks the programme, so that two leads who leave at the same moment do not both see the other."""
    if membership.role != Role.LEAD:
        return
    Programme.objects.select_for_update().get(pk=membership.programme_id)
    others = Membership.objects.filter(programme=membership.programme_id, role=Role.LEAD, person__is_active=True)
    if not others.exclude(pk=membership.pk).exists():
        raise LastLead("a programme always has a lead: give somebody else that role first")


def give_invited_role(invitation: Invitation, person: Person, by: Actor) -> None:
    """Part of accepting: the role that was promised, unless the person has one by now."""
    promise = InvitedRole.objects.filter(invitation=invitation).select_related("programme", "sector").first()
    if promise is None or Membership.objects.filter(programme=promise.programme, person=person).exists():
        return
    grant_membership(
        programme=promise.programme,
        person=person,
        role=Role(promise.role),
        sector=promise.sector,
        organisation=invitation.organisation,
        by=by,
    )
