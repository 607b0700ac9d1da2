"""Who may come to sessions: added, asked for times, and times that a lead enters for somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.models import Participant
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent
from thinking_together.reflection.asking import AskForm, NotReady, ask_for_times, to_be_asked
from thinking_together.reflection.domain.offers import add_person, offer_times
from thinking_together.reflection.forms import PersonForm
from thinking_together.reflection.models import Offer
from thinking_together.reflection.planning import planning_of
from thinking_together.reflection.sessions_ahead import sessions_ahead
from thinking_together.reflection.times_form import TimesForm
from thinking_together.reflection.views.finding import round_of


@requires(Permission.PLAN_SESSIONS)
@require_safe
@never_cache
def people(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Everybody who offered times, with where they are placed; who has not answered."""
    round = round_of(request)
    shown = {
        "round": round,
        "people": planning_of(round).people,
        "titles": {session.code: session.title for session in sessions_ahead(round)},
        "unasked": to_be_asked(round).count(),
    }
    return render(request, "reflection/people.html", {"programme": request.programme, **shown})


@requires(Permission.PLAN_SESSIONS)
@PAGE
def add(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Adds somebody whom the programme does not know yet, or finds them by their address."""
    round_of(request)
    form = PersonForm(request.programme, sent(request))
    if request.method == "POST" and form.is_valid():
        made = add_person(programme=request.programme, by=request.user, **form.cleaned_data)
        messages.success(request, f"{made.email} is in the list. Enter the times, or ask for them by e-mail.")
        return redirect("sessions_person", programme=programme, person=made.code)
    return render(request, "reflection/person_add.html", {"programme": request.programme, "form": form})


@requires(Permission.PLAN_SESSIONS)
@PAGE
@never_cache
def person(request: ProgrammeRequest, programme: str, person: str) -> HttpResponse:
    """The times of one person, and what they said in private; for a lead who has them on the telephone."""
    round = round_of(request)
    who = get_object_or_404(Participant, programme=request.programme, code=person)
    offer = Offer.objects.filter(round=round, participant=who).first()
    ahead = sessions_ahead(round)
    times = list(offer.times.values_list("session__code", flat=True)) if offer else []
    wishes = list(offer.wishes.values_list("email", flat=True)) if offer else []
    form = TimesForm(ahead, sent(request), initial={"times": times})
    if request.method == "POST" and form.is_valid():
        good = form.cleaned_data
        told = {"sessions": form.chosen, "apart": good["apart"], "forget": good["forget"]}
        offer_times(round=round, participant=who, by=request.user, **told)
        messages.success(request, "The times are saved.")
        return redirect("sessions_people", programme=programme)
    shown = {"form": form, "who": who, "wishes": wishes}
    return render(request, "reflection/person.html", {"programme": request.programme, **shown})


@requires(Permission.PLAN_SESSIONS)
@PAGE
def ask(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks everybody who has not answered, by a message with a link of their own."""
    round = round_of(request)
    form = AskForm(sent(request), initial=AskForm.fresh())
    if request.method == "POST" and form.is_valid():
        try:
            many = ask_for_times(round=round, by=request.user, **form.cleaned_data)
        except NotReady as missing:
            form.add_error(None, str(missing))
        else:
            messages.success(request, f"The question is on its way to {many} people.")
            return redirect("sessions_people", programme=programme)
    shown = {"form": form, "many": to_be_asked(round).count(), "sessions": sessions_ahead(round)}
    return render(request, "reflection/ask.html", {"programme": request.programme, **shown})
