"""Answers from another tool: the file, which columns are one question, which item each is, what words stand for.

From page to page the table is sent along in the form, without what says who answered, and in one field what was said of
it. Nothing is stored before the end.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.core.tabular import Problem
from thinking_together.programmes.models import Programme
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent, sentence
from thinking_together.survey.form.drafted import Content
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import QuestionnaireError, from_content
from thinking_together.survey.form.shipped import self_harm_workforce
from thinking_together.survey.held.answer_table import AnswersError
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.results.column_words import Column, known_words, missing_words, to_say
from thinking_together.survey.results.foreign import Foreign, from_text, from_upload
from thinking_together.survey.results.import_forms import ColumnsForm, QuestionsForm, UploadForm, WordsForm, as_sent
from thinking_together.survey.results.import_said import Said, said_before
from thinking_together.survey.results.importing import CannotImport, NotRight, import_answers, in_the_way, new_key
from thinking_together.survey.results.mapping import wave_of
from thinking_together.survey.results.page import page

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Sent:
    """The file as it came, and what was said of it so far."""

    asked: Questionnaire
    base: Content
    file: Foreign
    said: Said = Said()

    @property
    def read(self) -> Foreign:
        """The file with the questions that somebody said are one."""
        return self.file.with_questions(self.said.questions)


@requires(Permission.ANALYSE_SURVEY)
@PAGE
def import_file(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The file is read; then each column is told apart (``import_columns``)."""
    form = UploadForm(sent(request), request.FILES if request.method == "POST" else None)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        try:
            came = _came(request, from_upload(form.cleaned_data["file"]))
        except AnswersError as refused:
            problems = refused.problems
            form.add_error("file", "The file cannot be used: what is wrong is named below")
        else:
            if came.file.boxes:
                return _step(request, "questions", came, QuestionsForm(came.file.boxes))
            return _step(request, "columns", came, ColumnsForm(came.asked, came.read))
    return _upload(request, form, problems)


@requires(Permission.ANALYSE_SURVEY)
@PAGE
def import_columns(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Which columns are one question, then which item each is, then which word is which code, and in they come."""
    try:
        came = _came(request, from_text(request.POST.get("table", ""), request.POST.get("name", "file")[:100]))
    except AnswersError:
        return _upload(request, UploadForm(), [])  # nothing was sent along
    came = replace(came, said=said_before(request.POST.get("said", "")))
    step = request.POST.get("step")
    if step == "questions":
        return _after_questions(request, came)
    return _after_words(request, came) if step == "words" else _after_columns(request, came)


def _after_questions(request: ProgrammeRequest, came: Sent) -> HttpResponse:
    form = QuestionsForm(came.file.boxes, request.POST)
    if not form.is_valid():
        return _step(request, "questions", came, form)
    came = replace(came, said=Said(form.questions()))
    return _step(request, "columns", came, ColumnsForm(came.asked, came.read))


def _after_columns(request: ProgrammeRequest, came: Sent) -> HttpResponse:
    read = came.read
    form = ColumnsForm(came.asked, read, request.POST)
    if not form.is_valid():
        return _step(request, "columns", came, form)
    came = replace(came, said=Said(came.said.questions, form.chosen()))
    asked_now = WordsForm(read, to_say(form.columns, {}))
    return _step(request, "words", came, asked_now, form.columns)


def _after_words(request: ProgrammeRequest, came: Sent) -> HttpResponse:
    read = came.read
    again = ColumnsForm(came.asked, read, as_sent(read, came.said.chosen))
    if not again.is_valid():
        return _step(request, "columns", came, again)
    columns = again.columns
    form = WordsForm(read, to_say(columns, came.said.words), request.POST)
    if not form.is_valid():
        return _step(request, "words", came, form, columns)
    now = replace(came, said=came.said.also(form.words()))
    if more := to_say(columns, now.said.words):
        return _step(request, "words", now, WordsForm(read, more), columns)
    problems: list[Problem] = missing_words(read.table.file, columns, now.said.words)
    try:
        if not problems:
            words = {**now.said.words, **known_words(columns)}
            wave = wave_of(now.base, read, again.chosen(), words, [new_key() for _ in read.table.rows])
            many = import_answers(programme=request.programme, wave=wave, by=request.user)
            messages.success(request, f"{many} answers came in. A wave of their own counts them.")
            return redirect("survey_results", programme=request.programme.slug)
    except (NotRight, QuestionnaireError) as refused:
        problems = refused.problems
    except CannotImport as refused:
        form.add_error(None, sentence(refused))
    if problems:
        form.add_error(None, "Nothing came in: what is wrong is listed below")
    return _step(request, "words", came, form, columns, problems)


def _came(request: ProgrammeRequest, file: Foreign) -> Sent:
    base = _base(request.programme)
    return Sent(from_content(base), base, file)


def _upload(request: ProgrammeRequest, form: Form, problems: list[Problem]) -> HttpResponse:
    stop = in_the_way(request.programme)
    steps = [step[1:] for step in stop.steps if allows(request.membership, step[0])] if stop else []
    return page(request, "import_file.html", form=form, problems=problems[:MOST_SHOWN], stop=stop, steps=steps)


def _step(
    request: ProgrammeRequest,
    step: str,
    came: Sent,
    form: Form,
    columns: Sequence[Column] = (),
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    alone = [(one.heading, word, _label(one, code)) for one in columns for word, code in one.known.items()]
    left = sum(len(one.words) for one in columns) - len(came.said.words)
    told: dict[str, Any] = {"form": form, "foreign": came.read, "table": came.file.as_csv(), "alone": alone}
    told |= {"said": came.said.as_text(), "left": left, "asked_now": len(form.fields)}
    told |= {"left_out": came.file.left_out, "step": step}
    return page(request, f"import_{step}.html", problems=problems[:MOST_SHOWN], **told)


def _label(column: Column, code: str) -> str:
    return next(one.label for one in column.variable.choices if one.code == code)


def _base(programme: Programme) -> Content:
    """The questionnaire whose items columns may be: the last that was published, or the one that ships."""
    version = latest_version(programme)
    content: Content = json.loads(version.document) if version else self_harm_workforce()[1].content
    return content
