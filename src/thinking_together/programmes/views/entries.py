"""The lists of a programme: its sectors and the organisations that take part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from thinking_together.core.permissions import Permission, View, requires
from thinking_together.programmes.domain.entries import (
    InUse,
    NameTaken,
    add_entry,
    change_entry,
    move_entry,
    remove_entry,
)
from thinking_together.programmes.models import Partner, Programme, Sector
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.setup_forms import PartnerForm, SectorForm
from thinking_together.programmes.uses import used
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent, sentence


@dataclass(frozen=True, slots=True)
class ListOf:
    """One of the lists: what it holds, its form and its words. ``name`` begins the names of its addresses.

    ``above`` names the page that it belongs to.
    """

    name: str
    kind: type[Model]
    fields: tuple[str, ...]
    form: Callable[..., Form]
    title: str
    one: str
    intro: str
    above: str = "setup"
    permission: Permission = Permission.SET_UP

    def at(self, programme: Programme, page: str = "", **takes: str) -> str:
        return reverse(f"{self.above}_{self.name}{page}", kwargs={"programme": programme.slug, **takes})

    def back(self, programme: Programme) -> str:
        return reverse(self.above, kwargs={"programme": programme.slug})


def _sector_form(programme: Programme, *args: object, **options: object) -> SectorForm:
    return SectorForm(*args, **options)  # type: ignore[arg-type]


SECTORS = ListOf(
    "sectors",
    Sector,
    ("name", "includes", "headcount"),
    _sector_form,
    "Sectors and headcounts",
    "sector",
    "The parts of the workforce that figures are told apart by. Few and large ones are better: what is said of a small "
    "group cannot be shown.",
)
PARTNERS = ListOf(
    "partners",
    Partner,
    ("name", "sector", "organisation"),
    PartnerForm,
    "Organisations that take part",
    "organisation",
    "Each answers the baseline assessment for itself, may be asked to act, and can be paused on its own.",
)


def pages(of: ListOf) -> tuple[View, ...]:
    """The list, and the pages where one is added, changed and removed."""

    @requires(of.permission)
    @PAGE
    def listed(request: ProgrammeRequest, programme: str) -> HttpResponse:
        """All in their order; a button moves one."""
        entries = _entries(request)
        if request.method == "POST":
            way, _, code = request.POST.get("move", "").partition(":")
            entry = _entry(request, code)
            move_entry(entry=entry, up=way == "up", by=request.user)
            return redirect(f"{of.at(request.programme)}#{entry.code}")
        if of.kind is Partner:
            entries = entries.select_related("sector")
        return _page(request, "list.html", of=of, entries=entries)

    @requires(of.permission)
    @PAGE
    def new(request: ProgrammeRequest, programme: str) -> HttpResponse:
        """Adds one."""
        form = of.form(request.programme, sent(request))
        screen = Screen(
            f"Add {_article(of.one)}", of.at(request.programme), "It is in the list.", refusals={NameTaken: "name"}
        )

        def save(*, version: str, **what: Any) -> object:
            return add_entry(kind=of.kind, programme=request.programme, **what)

        return edit(request, screen, form, of.kind(programme=request.programme), of.fields, save)

    @requires(of.permission)
    @PAGE
    def change(request: ProgrammeRequest, programme: str, entry: str) -> HttpResponse:
        """Changes one; where nothing rests on it, it can be removed."""
        found = _entry(request, entry)
        form = of.form(request.programme, sent(request), initial=held(found, of.fields))
        removes = "" if used(found) else of.at(request.programme, "_remove", entry=entry)
        screen = Screen(found.name, of.at(request.programme), removes=removes, refusals={NameTaken: "name"})
        return edit(request, screen, form, found, of.fields, partial(change_entry, entry=found))

    @requires(of.permission)
    @PAGE
    def remove(request: ProgrammeRequest, programme: str, entry: str) -> HttpResponse:
        """Asks once more, then removes it."""
        found = _entry(request, entry)
        form = Form({} if request.method == "POST" else None)
        if request.method == "POST":
            try:
                remove_entry(entry=found, by=request.user)
            except InUse as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, f"{found.name} was removed.")
                return redirect(of.at(request.programme))
        return _page(request, "remove.html", of=of, entry=found, form=form, used=used(found))

    def _entries(request: ProgrammeRequest) -> QuerySet[Any]:
        return of.kind._default_manager.filter(programme=request.programme)

    def _entry(request: ProgrammeRequest, code: str) -> Any:
        found = next((one for one in _entries(request) if one.code == code), None)
        if found is None:
            raise Http404("no such entry")
        return found

    return listed, new, change, remove


def _article(one: str) -> str:
    return f"{'an' if one[0] in 'aeiou' else 'a'} {one}"


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, f"programmes/setup/{template}", {"programme": request.programme, **shown})


sectors, sectors_new, sectors_change, sectors_remove = pages(SECTORS)
partners, partners_new, partners_change, partners_remove = pages(PARTNERS)
