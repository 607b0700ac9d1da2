"""The report for those who work on it: how far it is, building, publishing, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.core.permissions import Permission, may, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.report.building import ask_for_edition, building
from thinking_together.report.domain.publishing import (
    CannotPublish,
    other_leads,
    refuse_unless_ready,
    take_back,
    withdraw_edition,
)
from thinking_together.report.forms import AskForm, BuildForm, PublishForm, WithdrawForm
from thinking_together.report.models import Edition, EditionState
from thinking_together.report.publication import agree
from thinking_together.report.state import files_of, report_state

PAGE = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 50


@requires(Permission.SEE_PROGRAMME)
@require_safe
@never_cache
def state(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What is written, what is final, what the newest edition lacks, and every edition."""
    found = report_state(request.programme)
    refusals = found.newest.refusals if found.newest else []
    role = request.membership.role
    shown = {
        "state": found,
        "refusals": Paginator(refusals, SHOWN).get_page(request.GET.get("page")),
        "files": files_of(found.newest) if found.newest else (),
        "may_build": may(role, Permission.BUILD_REPORT),
        "may_publish": may(role, Permission.PUBLISH_REPORT),
        "alone": not other_leads(request.programme, request.user),
    }
    return _page(request, "report/state.html", **shown)


@requires(Permission.BUILD_REPORT)
@PAGE
def build(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks the worker for an edition of the report as it is now."""
    newest = request.programme.editions.order_by("-number").values_list("number", flat=True).first()
    form = BuildForm(request.POST if request.method == "POST" else None, initial={"newest": newest or 0})
    if request.method == "POST" and form.is_valid():
        ask_for_edition(programme=request.programme, by=request.user, confirm=form.confirmed())
        return redirect("report_state", programme=programme)
    return _page(request, "report/build.html", form=form, job=building(request.programme))


@requires(Permission.PUBLISH_REPORT)
@PAGE
def publish(request: ProgrammeRequest, programme: str, number: int) -> HttpResponse:
    """A lead agrees that a draft be published."""
    edition = _edition(request, number)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and edition.state == EditionState.PUBLISHED:
        return redirect("report_state", programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            agreed = agree(edition=edition, by=request.user)
        except CannotPublish as refused:
            form.add_error(None, str(refused))
        else:
            if not agreed:
                messages.success(request, "You agreed. It is published when another lead agrees too.")
            return redirect("report_state", programme=programme)
    shown = {
        "edition": edition,
        "stands": _in_the_way(edition),
        "alone": not other_leads(request.programme, request.user),
    }
    return _page(request, "report/publish.html", form=form, **shown)


@requires(Permission.PUBLISH_REPORT)
@PAGE
def unpublish(request: ProgrammeRequest, programme: str, number: int) -> HttpResponse:
    """Takes back that a draft be published, while it waits for a second lead."""
    edition = _edition(request, number)
    if request.method == "POST":
        take_back(edition=edition, by=request.user)
        messages.success(request, "The draft does not wait to be published any more.")
        return redirect("report_state", programme=programme)
    return _page(request, "report/take_back.html", edition=edition)


@requires(Permission.PUBLISH_REPORT)
@PAGE
def withdraw(request: ProgrammeRequest, programme: str, number: int) -> HttpResponse:
    """Takes a published edition from everybody, with the reason."""
    edition = _edition(request, number)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_edition(edition=edition, reason=form.cleaned_data["reason"], by=request.user)
        except CannotPublish as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Edition {edition.number} is withdrawn. Its address says so.")
            return redirect("report_state", programme=programme)
    return _page(request, "report/withdraw.html", edition=edition, form=form)


def _edition(request: ProgrammeRequest, number: int) -> Edition:
    """An edition of this programme and no other."""
    found = request.programme.editions.defer("document").select_related("programme", "publish_asked_by")
    return get_object_or_404(found, number=number)


def _in_the_way(edition: Edition) -> str:
    try:
        refuse_unless_ready(edition)
    except CannotPublish as refused:
        return str(refused)
    return ""


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, template, {"programme": request.programme, "form": AskForm(), **shown})
