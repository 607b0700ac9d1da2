"""Safeguarding concerns, for those who answer for safeguarding and nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.concern_forms import SettleForm
from thinking_together.programmes.concerns import concerns_of, view
from thinking_together.programmes.domain.concerns import settle_concern
from thinking_together.programmes.models import Concern
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent


@requires(Permission.SEE_CONCERNS)
@require_safe
@never_cache
def concerns(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """When, about what place, and whether it waits; no words."""
    shown = {"programme": request.programme, "concerns": concerns_of(request.programme)}
    return render(request, "programmes/concerns.html", shown)


@requires(Permission.SEE_CONCERNS)
@PAGE
@never_cache
def concern(request: ProgrammeRequest, programme: str, concern: int) -> HttpResponse:
    """The words, the worry, and what was done."""
    records = Concern.objects.select_related("raised_by", "settled_by")
    found = get_object_or_404(records, programme=request.programme, pk=concern)
    form = SettleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        settle_concern(concern=found, by=request.user, **form.cleaned_data)
        messages.success(request, "What was done is written down.")
        return redirect("concerns", programme=programme)
    shown = {"programme": request.programme, "form": form, "concern": found, "view": view(found)}
    return render(request, "programmes/concern.html", shown)
