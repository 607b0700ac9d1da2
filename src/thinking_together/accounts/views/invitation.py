"""From the link in an invitation to a first visit."""

from __future__ import annotations

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts import invited
from thinking_together.accounts.domain.invitations import (
    InvitationNotOpen,
    NotForThisPerson,
    accept_invitation,
    find,
    open_account,
)
from thinking_together.accounts.requests import PersonRequest
from thinking_together.core.permissions import Permission, requires
from thinking_together.core.writes import SYSTEM

KEPT = "invitation"


@requires(Permission.PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Says to what, and on pressing the button sends a code to the invited address."""
    found = find(token)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=410)
    if request.method != "POST":
        return render(request, "accounts/invitation.html", {"invitation": found, "promised": invited.promised(found)})
    request.session[KEPT] = token
    if request.user.is_authenticated:
        return redirect("account_start")
    person = open_account(invitation=found, by=SYSTEM)
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=person.email)
    return redirect("account_confirm_login_code")


@requires(Permission.SIGNED_IN)
@require_safe
def start(request: PersonRequest) -> HttpResponse:
    """Where a visit begins: takes up the invitation whose link was followed, asks for a name that is not known yet."""
    token = request.session.pop(KEPT, None)
    if token and (problem := _accepted(request, token)):
        return problem
    if not request.user.name:
        return redirect("account_details")
    return redirect("home")


def _accepted(request: PersonRequest, token: str) -> HttpResponse | None:
    found = find(token)
    try:
        if found is None:
            raise InvitationNotOpen
        accept_invitation(invitation=found, by=request.user)
    except InvitationNotOpen:
        return render(request, "accounts/invitation_over.html", status=410)
    except NotForThisPerson:
        return render(request, "accounts/invitation_of_another.html", status=403)
    return None
