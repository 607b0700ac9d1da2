"""Notes of a session, a question a page: kept by a script every few seconds, and by a button without one."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from thinking_together.content.session_guide import shipped_guide
from thinking_together.core.permissions import Permission, requires
from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sentence
from thinking_together.reflection.domain.finishing import NotReady, finish_notes
from thinking_together.reflection.domain.notes import Finished, Saved, Theirs, Typed, save_notes
from thinking_together.reflection.finish_form import FinishForm
from thinking_together.reflection.models import Question, SessionNotes
from thinking_together.reflection.notes_shown import Field, fields_of, progress
from thinking_together.reflection.questions import questions_of
from thinking_together.reflection.views.finding import session_of

OF_SCRIPT = "X-Saves-Itself"


@requires(Permission.RUN_SESSIONS)
@PAGE
@never_cache
def notes(request: ProgrammeRequest, programme: str, session: str, question: str) -> HttpResponse:
    """The fields of one question. A script asks for JSON; a form is sent on to the page whose button was pressed."""
    found = session_of(request, session)
    questions = questions_of(request.programme)
    asked = next((one for one in questions if one.code == question), None)
    if asked is None:
        raise Http404("no such question")
    if SessionNotes.objects.filter(session=found).exists() and request.method != "POST":
        return redirect("session", programme=programme, session=session)
    typed, conflicts = {}, {}
    if request.method == "POST":
        typed = _typed(request)
        try:
            saved = save_notes(session=found, question=asked, typed=typed, by=request.user)
        except Finished as over:
            return _over(request, found, over)
        if request.headers.get(OF_SCRIPT):
            return JsonResponse(_told(saved))
        if not saved.conflicts:
            return _on(request, found, questions, request.POST.get("go", question))
        conflicts = dict(saved.conflicts)
    return _page(request, found, asked, questions, _as_typed(fields_of(found, asked), typed, conflicts), conflicts)


@requires(Permission.RUN_SESSIONS)
@PAGE
@never_cache
def finish(request: ProgrammeRequest, programme: str, session: str) -> HttpResponse:
    """What becomes of the notes, which questions were put, and the button."""
    found = session_of(request, session)
    silent = [one for one in progress(found) if not one.written]
    form = FinishForm(silent, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            finish_notes(session=found, asked=form.cleaned_data["asked"], by=request.user)
        except NotReady as missing:
            form.add_error(None, sentence(missing))
        else:
            messages.success(request, "The notes are finished. Thank you.")
            return redirect("session", programme=programme, session=session)
    shown = {"session": found, "form": form, "silent": silent}
    return render(request, "reflection/finish.html", {"programme": request.programme, **shown})


def _typed(request: ProgrammeRequest) -> dict[str, Typed]:
    """Fields of sectors of this programme and of the group, as they were sent."""
    known = {*request.programme.sectors.values_list("code", flat=True), "group"}
    found = {}
    for who in known:
        body, version = request.POST.get(f"body-{who}"), request.POST.get(f"version-{who}", "")
        if body is not None and version.isdecimal() and len(version) < 9:
            found[who] = Typed(body, int(version))
    return found


def _told(saved: Saved) -> dict[str, object]:
    conflicts = {
        who: {"theirs": one.body, "version": one.version, "by": one.by} for who, one in saved.conflicts.items()
    }
    return {"versions": dict(saved.versions), "conflicts": conflicts}


def _as_typed(
    fields: tuple[Field, ...], typed: Mapping[str, Typed], conflicts: Mapping[str, Theirs]
) -> tuple[Field, ...]:
    """Where somebody came first, what was typed stays in the field, and sending it again is a decision."""
    return tuple(
        Field(one.who, one.label, typed[one.who].body, one.version) if one.who in conflicts else one for one in fields
    )


def _over(request: ProgrammeRequest, session: Gathering, over: Finished) -> HttpResponse:
    if request.headers.get(OF_SCRIPT):
        return JsonResponse({"finished": True}, status=409)
    messages.error(request, f"{sentence(over)}. What you typed since was not kept.")
    return redirect("session", programme=request.programme.slug, session=session.code)


def _on(request: ProgrammeRequest, session: Gathering, questions: tuple[Question, ...], go: str) -> HttpResponse:
    messages.success(request, "The notes are saved.")
    slug = request.programme.slug
    if go in {one.code for one in questions}:
        return redirect("session_notes", programme=slug, session=session.code, question=go)
    return redirect("session", programme=slug, session=session.code)


def _page(
    request: ProgrammeRequest,
    session: Gathering,
    question: Question,
    questions: tuple[Question, ...],
    fields: tuple[Field, ...],
    conflicts: Mapping[str, Theirs],
) -> HttpResponse:
    at = questions.index(question)
    shown = {
        "session": session,
        "question": question,
        "number": at + 1,
        "of": len(questions),
        "before": questions[at - 1] if at else None,
        "after": questions[at + 1] if at + 1 < len(questions) else None,
        "fields": fields,
        "conflicts": conflicts,
        "guide": shipped_guide(),
        "asked": shipped_guide().question(question.code),
    }
    return render(request, "reflection/notes.html", {"programme": request.programme, **shown})
