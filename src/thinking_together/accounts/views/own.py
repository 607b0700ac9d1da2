"""One's own account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.domain.people import name_person
from thinking_together.accounts.forms import NameForm
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
