"""The list of questions with what the linter says of them and the minutes of every path, and where a draft begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from thinking_together.core.editing import FIELD, Conflict
from thinking_together.core.invented import INVENTED
from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.core.tabular.yamltext import print_yaml
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent, sentence
from thinking_together.survey.domain.drafting import (
    DraftExists,
    begin_draft,
    leave_draft,
    move_item,
    name_draft,
)
from thinking_together.survey.domain.publishing import NotComparable, NotReady, VersionTaken, publish
from thinking_together.survey.drafts import NoDraft
from thinking_together.survey.editor.beginning import Beginning, from_file, from_published, from_shipped
from thinking_together.survey.editor.forms import FileForm, NameForm
from thinking_together.survey.editor.preview import belonging_of, shown_to
from thinking_together.survey.editor.state import DraftState, draft_of
from thinking_together.survey.form import drafted
from thinking_together.survey.form.drafted import NoSuchItem
from thinking_together.survey.form.length import BUDGET
from thinking_together.survey.form.paths import belongings, labels
from thinking_together.survey.form.questionnaire import Part
from thinking_together.survey.form.reading import QuestionnaireError
from thinking_together.survey.form.safeguarding import safeguarding_line
from thinking_together.survey.models import QuestionnaireVersion
from thinking_together.survey.xlsform.writing import CannotWrite, write_xlsform

CHANGED = "Somebody else changed the questionnaire while you looked at it. Look at it as it is now, then send it again"
MOST_SHOWN = 20


def page(request: ProgrammeRequest, template: str, **shown: Any) -> HttpResponse:
    return render(request, f"survey/questionnaire/{template}", {"programme": request.programme, **shown})


def draft_or_404(request: ProgrammeRequest) -> DraftState:
    """404 where nothing is being written."""
    state = draft_of(request.programme)
    if state is None:
        raise Http404("no questionnaire is being written")
    return state


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def questionnaire(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The draft's questions, a button moving one; without a draft, where one begins."""
    if request.method == "POST":
        return _moved(request) if "move" in request.POST else _begun(request)
    state = draft_of(request.programme)
    versions = QuestionnaireVersion.objects.filter(programme=request.programme).order_by("-position")
    may = allows(request.membership, Permission.PUBLISH_QUESTIONNAIRE)
    return page(request, "list.html", state=state, versions=versions, may_publish=may)


def _moved(request: ProgrammeRequest) -> HttpResponse:
    way, _, code = request.POST["move"].partition(":")
    try:
        move_item(programme=request.programme, code=code, up=way == "up", by=request.user)
    except (NoDraft, NoSuchItem):
        messages.info(request, "It is not there any more: somebody took it out.")
        return redirect("questionnaire", programme=request.programme.slug)
    address = redirect("questionnaire", programme=request.programme.slug)
    address["Location"] += f"#{code}"
    return address


_BEGINNINGS: dict[str, Callable[[ProgrammeRequest], Beginning | None]] = {
    "shipped": lambda request: from_shipped(),
    "published": lambda request: from_published(request.programme),
}


def _begun(request: ProgrammeRequest) -> HttpResponse:
    find = _BEGINNINGS.get(request.POST.get("begin", ""))
    beginning = find(request) if find else None
    if beginning is not None:
        _begin(request, beginning)
    return redirect("questionnaire", programme=request.programme.slug)


def _begin(request: ProgrammeRequest, beginning: Beginning) -> None:
    try:
        begin_draft(
            programme=request.programme,
            content=beginning.content,
            begun_from=beginning.begun_from,
            by=request.user,
        )
    except DraftExists as refused:
        messages.info(request, f"{sentence(refused)}.")
    else:
        messages.success(request, f"The questionnaire begins with {beginning.begun_from}.")


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def begin_file(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Begins with a file; everything that is wrong with it is named, and nothing is begun."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            beginning = from_file(form.cleaned_data["file"])
        except QuestionnaireError as refused:
            problems = [str(problem) for problem in refused.problems[:MOST_SHOWN]]
            form.add_error("file", "The file cannot be used: what is wrong is named below")
        else:
            _begin(request, beginning)
            return redirect("questionnaire", programme=programme)
    return page(request, "file.html", form=form, problems=problems)


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def name(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Its title and the name of its version."""
    state = draft_or_404(request)
    now = {"title": state.content["title"], "version": state.content["version"]}
    form = NameForm(sent(request), initial={"title": now["title"], "name": now["version"]})
    version = request.POST.get(FIELD, "") or drafted.hash_of(now)
    conflict = None
    if request.method == "POST" and form.is_valid():
        yours = {"title": form.cleaned_data["title"], "version": form.cleaned_data["name"]}
        try:
            name_draft(programme=request.programme, version=version, yours=yours, by=request.user)
        except Conflict as found:
            conflict, version = found, found.version
        except NoDraft as gone:
            form.add_error(None, sentence(gone))
        else:
            messages.success(request, "Your changes are saved.")
            return redirect("questionnaire", programme=programme)
    return page(request, "name.html", form=form, conflict=conflict, version=version)


@requires(Permission.WRITE_QUESTIONNAIRE)
@require_safe
def preview(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What somebody of a sector or staff group is asked, and how long it takes them."""
    state = draft_or_404(request)
    belonging = belonging_of(state.asked, request.GET.get("as", ""))
    if belonging is None:
        raise Http404("no such path")
    parts = [(part, list(shown_to(state.asked, state.content, belonging, part))) for part in Part]
    return page(
        request,
        "preview.html",
        state=state,
        paths=[(one.name, labels(state.asked, one)) for one in belongings(state.asked)],
        chosen=belonging.name,
        minutes=next(one for one in state.minutes if one.name == belonging.name),
        parts=parts,
        safeguarding=safeguarding_line(request.programme.children_number),
    )


@requires(Permission.PUBLISH_QUESTIONNAIRE)
@PAGE
def publish_page(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What is published, what stands in the way, and what it ends; then it is frozen, once."""
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        seen, ends = request.POST.get("seen", ""), request.POST.get("comparison_ends") == "yes"
        try:
            made = publish(programme=request.programme, seen=seen, comparison_ends=ends, by=request.user)
        except Conflict:
            form.add_error(None, CHANGED)
        except (NotReady, NotComparable, VersionTaken, NoDraft) as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, f"Version {made.version} is published. It never changes now.")
            return redirect("questionnaire", programme=programme)
    state = draft_of(request.programme)
    if state is None and not form.errors:
        raise Http404("no questionnaire is being written")
    return page(request, "publish.html", form=form, state=state, budget=BUDGET)


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def leave(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks once more, then the draft is gone."""
    state = draft_or_404(request)
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        try:
            leave_draft(programme=request.programme, seen=request.POST.get("seen", ""), by=request.user)
        except Conflict:
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "The draft is deleted.")
            return redirect("questionnaire", programme=programme)
    return page(request, "leave.html", form=form, state=state)


@requires(Permission.WRITE_QUESTIONNAIRE)
@require_safe
def draft_file(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The draft as a questionnaire's file."""
    state = draft_or_404(request)
    invented = f"# {INVENTED}\n" if request.programme.invented else ""
    text = invented + print_yaml(dict(state.content), width=110)
    return _file(request, text.encode(), "yaml", "application/yaml")


@requires(Permission.WRITE_QUESTIONNAIRE)
@require_safe
def draft_form(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The draft as an XLSForm workbook; what none can say is told in the list of questions."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    state = draft_or_404(request)
    try:
        form = write_xlsform(state.asked, invented=request.programme.invented)
    except CannotWrite as refused:
        messages.info(request, f"{sentence(refused)}, so no form can be made of it.")
        return redirect("questionnaire", programme=programme)
    return _file(request, form, "xlsx", kind)


def _file(request: ProgrammeRequest, data: bytes, suffix: str, kind: str) -> HttpResponse:
    invented = "INVENTED-" if request.programme.invented else ""
    response = HttpResponse(data, content_type=kind)
    name = f"{invented}{request.programme.slug}-questionnaire.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
