"""The outbox of a programme: what was written, how far it got with whom, and what a person has to decide."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.dates.showing import show_time
from thinking_together.core.permissions import Permission, requires
from thinking_together.messaging import queries
from thinking_together.messaging.domain import CannotSendAgain, mark_bounced, send_again, withdraw
from thinking_together.messaging.domain.deciding import AGAIN, OPEN
from thinking_together.messaging.domain.quiet_hours import FIELDS, set_quiet_hours
from thinking_together.messaging.forms import QuietForm
from thinking_together.messaging.markdown import as_text
from thinking_together.messaging.models import Delivery, DeliveryState, Message, QuietHours
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, Screen, edit, sent

SHOWN = 50
QUIET_INTRO = (
    "Messages that the system sends by itself wait until these hours are over, by the clock on the wall. What answers "
    "somebody at once, such as a sign-up, is sent at any time."
)


@requires(Permission.SEND_MESSAGES)
@require_safe
def outbox(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Every message with its states: first those of which nobody knows whether they were sent."""
    page = Paginator(queries.messages_of(request.programme), SHOWN).get_page(request.GET.get("page"))
    shown = {"page": page, "written": queries.written(list(page)), "counts": queries.counts_of(request.programme)}
    return render(request, "messaging/outbox.html", {"programme": request.programme, **shown})


@requires(Permission.SEND_MESSAGES)
@PAGE
def message(request: ProgrammeRequest, programme: str, message: int) -> HttpResponse:
    """Its text, everybody it goes to, and the button that withdraws what has not gone."""
    found = get_object_or_404(Message, programme=request.programme, pk=message)
    if request.method == "POST":
        count = withdraw(message=found, by=request.user)
        messages.success(request, f"Withdrawn before it was sent: {count}.")
        return redirect("outbox_message", programme=programme, message=message)
    page = Paginator(queries.deliveries_of(found), SHOWN).get_page(request.GET.get("page"))
    shown = {
        "message": found,
        "text": as_text(found.body_markdown),
        "page": page,
        "open": found.deliveries.filter(state__in=OPEN).exists(),
    }
    return render(request, "messaging/message.html", {"programme": request.programme, **shown})


@requires(Permission.SEND_MESSAGES)
@PAGE
def delivery(request: ProgrammeRequest, programme: str, delivery: int) -> HttpResponse:
    """One recipient's: sending it again and marking it as come back are a person's to decide."""
    of = Delivery.objects.select_related("message", "participant")
    found = get_object_or_404(of, message__programme=request.programme, pk=delivery)
    if request.method == "POST":
        _decide(request, found)
        return redirect("outbox_message", programme=programme, message=found.message_id)
    shown = {
        "delivery": found,
        "again": found.state in AGAIN and bool(found.to),
        "bounce": found.state in (DeliveryState.SENT, DeliveryState.UNKNOWN),
    }
    return render(request, "messaging/delivery.html", {"programme": request.programme, **shown})


@requires(Permission.SET_UP)
@PAGE
def quiet(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """From when until when nothing goes out of itself."""
    held = QuietHours.objects.filter(programme=request.programme).first() or QuietHours()
    form = QuietForm(sent(request), initial={name: show_time(getattr(held, name)) for name in FIELDS})
    screen = Screen("Quiet hours", reverse("setup", args=[programme]), "Quiet hours: saved.", intro=QUIET_INTRO)
    return edit(request, screen, form, held, FIELDS, partial(set_quiet_hours, programme=request.programme))


def _decide(request: ProgrammeRequest, delivery: Delivery) -> None:
    if request.POST.get("do") == "bounced":
        mark_bounced(delivery=delivery, note="Marked by hand", by=request.user)
        messages.success(request, "Marked as come back.")
        return
    try:
        send_again(delivery=delivery, by=request.user)
        messages.success(request, "It will be sent again.")
    except CannotSendAgain:
        messages.warning(request, "It was not sent again: its state has changed meanwhile.")
