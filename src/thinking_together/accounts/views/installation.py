"""For those who run the installation: organisations and people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.domain.people import add_organisation
from thinking_together.accounts.forms import OrganisationForm
from thinking_together.accounts.models import Organisation, Person
from thinking_together.accounts.requests import PersonRequest
from thinking_together.core.permissions import Permission, requires


@requires(Permission.INSTALLATION)
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """Everybody who has an account."""
    everybody = Person.objects.select_related("organisation")
    return render(request, "accounts/installation_people.html", {"people": everybody})


@requires(Permission.INSTALLATION)
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: PersonRequest) -> HttpResponse:
    """The organisations that people work for, and adding one."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = add_organisation(**form.cleaned_data, by=request.user)
        messages.success(request, f"{made.name} was added.")
        return redirect("installation_organisations")
    shown = {"form": form, "organisations": Organisation.objects.all()}
    return render(request, "accounts/installation_organisations.html", shown)
