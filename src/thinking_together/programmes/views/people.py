"""The people of a programme: who they are, inviting, roles, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.invitation_mail import send_invitation
from thinking_together.core.permissions import Permission, Role, requires
from thinking_together.programmes import queries
from thinking_together.programmes.domain.people import (
    AlreadyMember,
    LastLead,
    change_role,
    end_membership,
    invite_member,
    withdraw_invited,
)
from thinking_together.programmes.forms import EndForm, InviteForm, RoleForm
from thinking_together.programmes.models import Membership
from thinking_together.programmes.requests import ProgrammeRequest

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.MANAGE_PEOPLE)
@require_safe
def people(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Members, and who is invited."""
    shown = {"members": queries.members(request.programme), "invited": queries.invited(request.programme)}
    return _page(request, "programmes/people.html", **shown)


@requires(Permission.MANAGE_PEOPLE)
@PAGE
def invite(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Sends somebody an invitation to a role."""
    form = InviteForm(request.programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = invite_member(programme=request.programme, by=request.user, **form.cleaned_data)
        except AlreadyMember:
            form.add_error("email", "This person is a member already; change their role instead")
        else:
            send_invitation(request, sent)
            messages.success(request, f"An invitation was sent to {sent.invitation.email}.")
            return redirect("people", programme=programme)
    return _page(request, "programmes/invite.html", form=form)


@requires(Permission.MANAGE_PEOPLE)
@PAGE
def member_role(request: ProgrammeRequest, programme: str, member: int) -> HttpResponse:
    """Gives a member another role."""
    membership = _membership(request, member)
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        try:
            change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
        except LastLead as refused:
            form.add_error("role", _sentence(refused))
        else:
            messages.success(request, f"{membership.person} is {Role(membership.role).label.lower()} now.")
            return _on(request, membership)
    return _page(request, "programmes/member_role.html", form=form, member=membership)


@requires(Permission.MANAGE_PEOPLE)
@PAGE
def member_end(request: ProgrammeRequest, programme: str, member: int) -> HttpResponse:
    """Ends a membership."""
    membership = _membership(request, member)
    form = EndForm(request.POST or None)
    if request.method == "POST":
        try:
            end_membership(membership=membership, by=request.user)
        except LastLead as refused:
            form = EndForm({})
            form.add_error(None, _sentence(refused))
        else:
            messages.success(request, f"{membership.person} is no longer a member.")
            return _on(request, membership)
    return _page(request, "programmes/member_end.html", form=form, member=membership)


@requires(Permission.MANAGE_PEOPLE)
@PAGE
def withdraw(request: ProgrammeRequest, programme: str, invitation: int) -> HttpResponse:
    """Takes an invitation back."""
    found = get_object_or_404(queries.invited(request.programme), pk=invitation)
    if request.method == "POST":
        withdraw_invited(invited=found, by=request.user)
        messages.success(request, f"The invitation to {found.invitation.email} was withdrawn.")
        return redirect("people", programme=programme)
    return _page(request, "programmes/withdraw.html", found=found)


def _membership(request: ProgrammeRequest, pk: int) -> Membership:
    """A member of this programme and no other."""
    return get_object_or_404(queries.members(request.programme), pk=pk)


def _on(request: ProgrammeRequest, membership: Membership) -> HttpResponse:
    """Who changed their own part may not see this programme's people any more."""
    if request.user == membership.person:
        return redirect("home")
    return redirect("people", programme=membership.programme.slug)


def _sentence(error: Exception) -> str:
    words = str(error)
    return words[:1].upper() + words[1:]


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, template, {"programme": request.programme, **shown})
