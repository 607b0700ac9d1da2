"""Updates: written, looked at with the number of members who get them, sent once."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.editing import Gone
from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.network.domain.updates import (
    UPDATE_FIELDS,
    IsSent,
    NotAsShown,
    change_update,
    remove_update,
    seen_as,
    send_update,
    show_update,
    write_update,
)
from thinking_together.network.forms import UpdateForm
from thinking_together.network.inside import audience_words
from thinking_together.network.members import audience
from thinking_together.network.models import Audience, Update
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.status import counted
from thinking_together.programmes.views.editing import GONE, PAGE, Screen, edit, sent, sentence


@requires(Permission.SEE_PROGRAMME)
@require_safe
def update(request: ProgrammeRequest, programme: str, update: str) -> HttpResponse:
    """An update that was sent, as members of the programme read it."""
    found = _update(request, update)
    if found.sent is None:
        raise Http404("not sent")
    runs = allows(request.membership, Permission.RUN_NETWORK)
    return _page(request, "update.html", update=found, to_whom=audience_words(found), runs=runs)


@requires(Permission.RUN_NETWORK)
@PAGE
def new(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Writes one; nothing is sent yet."""
    form = UpdateForm(request.programme, sent(request))
    screen = Screen(
        "Write an update",
        reverse("network_inside", args=[programme]),
        "The draft is kept. Nothing was sent.",
        intro="Nothing is sent yet: on the next page you see it as members will, and how many they are.",
        button="Save the draft",
    )

    def save(*, version: str, **what: Any) -> object:
        return write_update(programme=request.programme, **what)

    return edit(request, screen, form, Update(programme=request.programme), UPDATE_FIELDS, save)


@requires(Permission.RUN_NETWORK)
@PAGE
def change(request: ProgrammeRequest, programme: str, update: str) -> HttpResponse:
    """Changes a draft."""
    found = _draft(request, update)
    form = UpdateForm(request.programme, sent(request), initial=_initial(found))
    screen = Screen(
        "Change the update", _at(found, "network_update_send"), "The draft is kept.", refusals={IsSent: "body"}
    )
    return edit(request, screen, form, found, UPDATE_FIELDS, partial(change_update, update=found))


@requires(Permission.RUN_NETWORK)
@PAGE
def send(request: ProgrammeRequest, programme: str, update: str) -> HttpResponse:
    """The update as members will read it, how many get it, and the button that sends it."""
    found = _draft(request, update)
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        to = request.POST.get("to", "")
        try:
            made = send_update(
                update=found,
                seen=request.POST.get("seen", ""),
                to=int(to) if to.isascii() and to.isdecimal() else -1,
                by=request.user,
            )
        except (NotAsShown, Gone) as refused:
            form.add_error(None, f"{sentence(refused) or GONE}. Look at it again before you send it")
            found = _draft(request, update)
        else:
            messages.success(request, _done(made))
            return redirect("network_update", programme=programme, update=found.code)
    many = len(audience(request.programme, found.audience, found.chosen))
    shown = {"update": found, "many": many, "seen": seen_as(found), "to_whom": audience_words(found), "form": form}
    return _page(request, "update_send.html", **shown)


@requires(Permission.RUN_NETWORK)
@PAGE
def remove(request: ProgrammeRequest, programme: str, update: str) -> HttpResponse:
    """Asks once more, then takes the draft away."""
    found = _draft(request, update)
    if request.method == "POST":
        remove_update(update=found, by=request.user)
        messages.success(request, "The draft is gone.")
        return redirect("network_inside", programme=programme)
    return _page(request, "update_remove.html", update=found)


@requires(Permission.RUN_NETWORK)
@PAGE
def show(request: ProgrammeRequest, programme: str, update: str) -> HttpResponse:
    """Puts a sent update on the public page, or takes it off."""
    found = _update(request, update)
    if found.sent is None:
        raise Http404("not sent")
    if request.method == "POST":
        made = show_update(update=found, shown=request.POST.get("to") == "show", by=request.user)
        where = "stands on" if made.shown else "was taken off"
        messages.success(request, f"The update {where} the public page.")
        return redirect("network_update", programme=programme, update=found.code)
    return _page(request, "update_show.html", update=found)


def _done(update: Update) -> str:
    many = update.sent_to or 0
    return f"It is on its way to {counted(many, 'member', 'members')}." if many else "It is shown."


def _initial(update: Update) -> dict[str, Any]:
    shown = {name: getattr(update, name) for name in UPDATE_FIELDS if name != "chosen"}
    name = {Audience.SECTOR: "sectors", Audience.INTEREST: "interests"}.get(Audience(update.audience))
    return shown | ({name: update.chosen} if name else {})


def _at(update: Update, name: str) -> str:
    return reverse(name, args=[update.programme.slug, update.code])


def _update(request: ProgrammeRequest, code: str) -> Update:
    found = Update.objects.filter(programme=request.programme, code=code).select_related("programme").first()
    if found is None:
        raise Http404("no such update")
    return found


def _draft(request: ProgrammeRequest, code: str) -> Update:
    found = _update(request, code)
    if found.sent is not None:
        raise Http404("it was sent")
    return found


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, f"network/{template}", {"programme": request.programme, **shown})
