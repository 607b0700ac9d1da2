"""The journey to a new programme: place, title, first day, lead, check your answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from thinking_together.accounts.invitation_mail import send_invitation
from thinking_together.accounts.models import Person
from thinking_together.accounts.requests import PersonRequest
from thinking_together.content.programme_template import self_harm_template
from thinking_together.core.permissions import Permission, Role, requires
from thinking_together.programmes.beginning_forms import LeadForm, PlaceForm, StartForm, TitleForm
from thinking_together.programmes.domain.beginning import Beginning, begin_programme
from thinking_together.programmes.domain.people import AlreadyMember, invite_member
from thinking_together.programmes.models import Programme
from thinking_together.programmes.queries import begun
from thinking_together.programmes.views.editing import PAGE

SESSION = "new_programme"
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the journey."""

    name: str
    title: str
    form: Callable[..., Form]
    intro: str = ""


STEPS = (
    Step("place", "Where is the programme?", PlaceForm),
    Step("title", "What is it called?", TitleForm),
    Step("start", "When does it begin?", StartForm),
    Step(
        "lead",
        "Who leads it?",
        LeadForm,
        "You lead it yourself until somebody else does. Invite the person who is to lead it, or leave this empty.",
    ),
)
NAMES = tuple(step.name for step in STEPS)


@requires(Permission.BEGIN_PROGRAMMES)
@PAGE
def step(request: PersonRequest, step: str) -> HttpResponse:
    """A page of the journey. What was answered is kept with the visit, until the programme is made."""
    if step not in NAMES:
        raise Http404("no such step")
    at = NAMES.index(step)
    answers: Answers = request.session.get(SESSION, {})
    if missing := next((name for name in NAMES[:at] if name not in answers), ""):
        return redirect("programme_new", step=missing)
    sent = request.POST if request.method == "POST" else None
    form = STEPS[at].form(sent, initial=_shown(step, answers))
    if request.method == "POST" and form.is_valid():
        answers[step] = {name: _kept(value) for name, value in form.cleaned_data.items()}
        answers.setdefault("key", str(uuid4()))
        request.session[SESSION] = answers
        return redirect(_next(at, answers))
    back = reverse("programme_new", args=[NAMES[at - 1]]) if at else reverse("home")
    return render(request, "programmes/new/step.html", {"step": STEPS[at], "form": form, "back": back})


@requires(Permission.BEGIN_PROGRAMMES)
@PAGE
def check(request: PersonRequest) -> HttpResponse:
    """Check your answers; then it is made, once."""
    if request.method == "POST":
        made = begun(request.user, request.POST.get("key", ""))
        if made is not None:
            return redirect("setup", programme=made.slug)
    answers: Answers = request.session.get(SESSION, {})
    if missing := next((name for name in NAMES if name not in answers), ""):
        return redirect("programme_new", step=missing)
    beginning = _beginning(answers)
    if request.method == "POST":
        return _begin(request, beginning, answers["lead"]["lead"])
    return render(request, "programmes/new/check.html", {"beginning": beginning, "lead": answers["lead"]["lead"]})


def _begin(request: PersonRequest, beginning: Beginning, lead: str) -> HttpResponse:
    made = begin_programme(beginning=beginning, by=request.user)
    request.session.pop(SESSION, None)
    messages.success(request, f"{made.title} is here. Now set it up." + _invited(request, made, lead))
    return redirect("setup", programme=made.slug)


def _invited(request: PersonRequest, made: Programme, lead: str) -> str:
    """Who leads it by themselves needs no invitation."""
    if not lead or not isinstance(request.user, Person):
        return ""
    try:
        sent = invite_member(programme=made, email=lead, role=Role.LEAD, by=request.user)
    except AlreadyMember:
        return ""
    send_invitation(request, sent)
    return f" An invitation to lead it was sent to {sent.invitation.email}."


def _next(at: int, answers: Answers) -> str:
    """The next page; the check, where everything else was answered before."""
    if at + 1 == len(STEPS) or all(name in answers for name in NAMES):
        return reverse("programme_new_check")
    return reverse("programme_new", args=[NAMES[at + 1]])


def _shown(step: str, answers: Answers) -> Answers:
    """What a page begins with: the answer given before, or a proposal."""
    given = dict(answers.get(step, {}))
    if step == "title" and not given:
        return {"title": self_harm_template().titled(answers["place"]["place"])}
    if step == "start" and given:
        return {"start": date.fromisoformat(given["start"])}
    return given


def _kept(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _beginning(answers: Answers) -> Beginning:
    place = answers["place"]
    return Beginning(
        UUID(answers["key"]),
        place["place"],
        place["area_code"],
        place["comparator_code"],
        answers["title"]["title"],
        date.fromisoformat(answers["start"]["start"]),
    )
