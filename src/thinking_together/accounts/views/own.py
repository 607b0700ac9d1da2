"""One's own account."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.domain.people import (
    CannotLeave,
    close_account,
    erase_person,
    export_person,
    name_person,
)
from thinking_together.accounts.forms import CloseForm, NameForm
from thinking_together.accounts.requests import PersonRequest
from thinking_together.core.permissions import Permission, requires


@requires(Permission.SIGNED_IN)
@require_safe
def account(request: PersonRequest) -> HttpResponse:
    """What one can do with one's account."""
    return render(request, "accounts/account.html")


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: PersonRequest) -> HttpResponse:
    """One's name; the first thing that is asked of somebody new."""
    new = not request.user.name
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        name_person(person=request.user, name=form.cleaned_data["name"], by=request.user)
        return redirect("account_start" if new else "account")
    return render(request, "accounts/details.html", {"form": form})


@requires(Permission.SIGNED_IN)
@never_cache
@require_safe
def my_data(request: PersonRequest) -> HttpResponse:
    """All that is held about the person who asks, as a file."""
    response = JsonResponse(export_person(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PersonRequest) -> HttpResponse:
    """Closes one's account, and erases what is held about one where that is asked for."""
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = erase_person if form.cleaned_data["erase"] else close_account
        try:
            act(person=request.user, by=request.user)
        except CannotLeave as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            logout(request)
            return redirect("account_closed")
    return render(request, "accounts/close.html", {"form": form})


@requires(Permission.PUBLIC)
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """After one's account was closed."""
    return render(request, "accounts/closed.html")
