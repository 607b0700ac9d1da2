"""Answers from another tool: the file, which column is which item, which word is which code, and in they come.

From page to page the table is sent along in the form, without what says who answered. Nothing is stored before the end.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.tabular import Problem
from thinking_together.programmes.models import Programme
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent, sentence
from thinking_together.survey.form.drafted import Content
from thinking_together.survey.form.reading import QuestionnaireError, from_content
from thinking_together.survey.form.shipped import self_harm_workforce
from thinking_together.survey.held.answer_table import AnswersError
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.results.foreign import Foreign, from_text, from_upload
from thinking_together.survey.results.import_forms import ColumnsForm, UploadForm, WordsForm
from thinking_together.survey.results.importing import CannotImport, NotRight, import_answers, in_the_way, new_key
from thinking_together.survey.results.mapping import missing_words, wave_of
from thinking_together.survey.results.page import page

MOST_SHOWN = 50


@requires(Permission.ANALYSE_SURVEY)
@PAGE
def import_file(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The file is read; then each column is told apart (``import_columns``)."""
    form = UploadForm(sent(request), request.FILES if request.method == "POST" else None)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        try:
            foreign = from_upload(form.cleaned_data["file"])
        except AnswersError as refused:
            problems = refused.problems
            form.add_error("file", "The file cannot be used: what is wrong is named below")
        else:
            asked = from_content(_base(request.programme))
            return _step(request, "import_columns.html", ColumnsForm(asked, foreign), foreign, [])
    return _upload(request, form, problems)


@requires(Permission.ANALYSE_SURVEY)
@PAGE
def import_columns(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Which column is which item, then which word is which code; then answers come in, or what is wrong is named."""
    try:
        foreign = from_text(request.POST.get("table", ""), request.POST.get("name", "file")[:100])
    except AnswersError:
        return _upload(request, UploadForm(), [])  # nothing was sent along
    base = _base(request.programme)
    asked = from_content(base)
    columns = ColumnsForm(asked, foreign, request.POST)
    if not columns.is_valid():
        return _step(request, "import_columns.html", columns, foreign, [])
    chosen = columns.chosen()
    if request.POST.get("step") != "words":
        return _step(request, "import_words.html", WordsForm(asked, foreign, chosen), foreign, [], columns)
    words = WordsForm(asked, foreign, chosen, request.POST)
    problems: list[Problem] = []
    if words.is_valid():
        problems = missing_words(asked, foreign.table, foreign.guesses, chosen, words.words())
        keys = [new_key() for _ in foreign.table.rows]
        try:
            if not problems:
                wave = wave_of(base, foreign.table, foreign.guesses, chosen, words.words(), keys)
                many = import_answers(programme=request.programme, wave=wave, by=request.user)
                messages.success(request, f"{many} answers came in. A wave of their own counts them.")
                return redirect("survey_results", programme=programme)
        except (NotRight, QuestionnaireError) as refused:
            problems = refused.problems
        except CannotImport as refused:
            words.add_error(None, sentence(refused))
        if problems:
            words.add_error(None, "Nothing came in: what is wrong is listed below")
    return _step(request, "import_words.html", words, foreign, problems, columns)


def _upload(request: ProgrammeRequest, form: Form, problems: list[Problem]) -> HttpResponse:
    why = in_the_way(request.programme)
    return page(request, "import_file.html", form=form, problems=problems[:MOST_SHOWN], why=why)


def _step(
    request: ProgrammeRequest, template: str, form: Form, foreign: Foreign, problems: list[Problem], *before: Form
) -> HttpResponse:
    hidden = [(f.html_name, f.value() or "") for one in before for f in one]
    told: dict[str, Any] = {"form": form, "foreign": foreign, "table": foreign.as_csv(), "hidden": hidden}
    return page(request, template, problems=problems[:MOST_SHOWN], **told)


def _base(programme: Programme) -> Content:
    """The questionnaire whose items columns may be: the last that was published, or the one that ships."""
    version = latest_version(programme)
    content: Content = json.loads(version.document) if version else self_harm_workforce()[1].content
    return content
