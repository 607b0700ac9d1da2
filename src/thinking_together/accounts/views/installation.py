"""For those who run the installation: organisations and people."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.domain.invitations import make_invitation
from thinking_together.accounts.domain.people import (
    CannotLeave,
    add_organisation,
    close_account,
    erase_person,
    let_begin_programmes,
    reopen_account,
)
from thinking_together.accounts.forms import OrganisationForm, StaffInvitationForm
from thinking_together.accounts.invitation_mail import send_invitation
from thinking_together.accounts.models import Organisation, Person
from thinking_together.accounts.requests import PersonRequest
from thinking_together.core.permissions import Permission, requires

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.INSTALLATION)
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """Everybody who has an account."""
    everybody = Person.objects.select_related("organisation")
    return render(request, "accounts/installation_people.html", {"people": everybody})


@requires(Permission.INSTALLATION)
@PAGE
def invite(request: PersonRequest) -> HttpResponse:
    """Invites somebody to run the installation."""
    form = StaffInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = make_invitation(email=form.cleaned_data["email"], installation_staff=True, by=request.user)
        send_invitation(request, sent)
        messages.success(request, f"An invitation was sent to {sent.invitation.email}.")
        return redirect("installation_people")
    return render(request, "accounts/installation_invite.html", {"form": form})


@requires(Permission.INSTALLATION)
@PAGE
def close(request: PersonRequest, person: int) -> HttpResponse:
    """Closes somebody's account."""
    meaning = "Nobody can sign in to it. What the person wrote stays, and the account can be opened again."
    return _act(request, person, close_account, "Close the account", meaning)


@requires(Permission.INSTALLATION)
@PAGE
def reopen(request: PersonRequest, person: int) -> HttpResponse:
    """Opens a closed account again."""
    meaning = "The person can sign in again, to the programmes that they are a member of."
    return _act(request, person, reopen_account, "Open the account again", meaning, warning=False)


@requires(Permission.INSTALLATION)
@PAGE
def begin(request: PersonRequest, person: int) -> HttpResponse:
    """Lets somebody set up programmes, or no longer."""
    allowed = not get_object_or_404(Person, pk=person).may_begin_programmes
    if allowed:
        name, meaning = "Let set up programmes", "The person can set up new programmes here, and leads each at first."
    else:
        name, meaning = "No longer let set up programmes", "The programmes that the person set up stay as they are."
    return _act(request, person, partial(let_begin_programmes, allowed=allowed), name, meaning, warning=not allowed)


@requires(Permission.INSTALLATION)
@PAGE
def erase(request: PersonRequest, person: int) -> HttpResponse:
    """Erases what is held about somebody."""
    meaning = "Name, address, memberships and ways to sign in go, for good. What the person wrote stays without a name."
    return _act(request, person, erase_person, "Erase", meaning)


def _act(
    request: PersonRequest, pk: int, act: Callable[..., object], name: str, meaning: str, *, warning: bool = True
) -> HttpResponse:
    """Asks once more, then does it, or says why it cannot be done yet."""
    person = get_object_or_404(Person, pk=pk)
    told = str(person)
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        try:
            act(person=person, by=request.user)
        except CannotLeave as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, f"{name}: done for {told}.")
            return redirect("installation_people")
    shown = {"form": form, "person": person, "act": name, "meaning": meaning, "warning": warning}
    return render(request, "accounts/installation_act.html", shown)


@requires(Permission.INSTALLATION)
@PAGE
def organisations(request: PersonRequest) -> HttpResponse:
    """The organisations that people work for, and adding one."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = add_organisation(**form.cleaned_data, by=request.user)
        messages.success(request, f"{made.name} was added.")
        return redirect("installation_organisations")
    shown = {"form": form, "organisations": Organisation.objects.all()}
    return render(request, "accounts/installation_organisations.html", shown)
