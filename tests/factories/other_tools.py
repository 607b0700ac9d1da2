"""Files of answers as other survey tools write them, and the pages on which they come in."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.answering import version_of
from tests.factories.sessions import ready_programme
from tests.factories.surveys import small_content

from thinking_together.core.permissions import Role
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Collection

SECTOR = "Which part of the workforce are you in?"


def between_waves() -> Programme:
    """A programme whose only wave is over."""
    of = ready_programme("alder")
    version = version_of(of, small_content())
    Collection.objects.create(programme=of, questionnaire=version, opened="2026-01-05", closed="2026-02-05")
    return of


def analyst_of(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.ANALYST).person, second_factor=True)


def at(more: str = "") -> str:
    return f"/p/alder/survey/results/import{more}"


def as_text(rows: list[tuple[str, ...]], heads: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue()


def as_file(rows: list[tuple[str, ...]], heads: tuple[str, ...]) -> SimpleUploadedFile:
    return SimpleUploadedFile("answers.csv", as_text(rows, heads).encode())


def fields(page: Any) -> dict[str, str]:
    """What the page's form would send as it stands."""
    [form] = html.fromstring(page.content).xpath("//main//form")
    return {name: value or "" for name, value in form.form_values()}


def through(analyst: Client, rows: list[tuple[str, ...]], heads: tuple[str, ...], **changed: str) -> Any:
    """Through every page to the end; on each what is ``changed`` is chosen by the name of its field."""
    page = analyst.post(at(), {"file": as_file(rows, heads)})
    while page.status_code == 200 and "There is a problem" not in page.content.decode():
        on_page = fields(page)
        page = analyst.post(at("/columns"), on_page | {k: v for k, v in changed.items() if k in on_page})
    return page
