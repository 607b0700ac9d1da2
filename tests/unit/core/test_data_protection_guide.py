"""The document of what is held is in step with the tables: whoever adds one says what it holds about people."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

_ROW = re.compile(r"^\| `([a-z_]+\.\w+)` \| ([^|]+)\|(?:(.*)\|)?$", re.MULTILINE)
_FIELD = re.compile(r"`(\w+)`")

# Names that fields have when people stand in them, or when people write in them what they like.
OF_PEOPLE = {
    "body",
    "by",
    "checked_by",
    "chosen_by",
    "coder",
    "comment",
    "contact",
    "disagreement",
    "interests",
    "lead",
    "message",
    "person",
    "recipients",
    "reviewer",
    "sender",
    "speakers",
    "texts",
    "who",
    "who_name",
}


@dataclass(frozen=True)
class Row:
    """A table as the document tells it."""

    model: str
    fields: frozenset[str]
    about_people: bool


@pytest.fixture(scope="module")
def told(repository: Path) -> list[Row]:
    text = (repository / "docs/data-protection.md").read_text(encoding="utf-8")
    about, _, rest = text.partition("### Not about people")
    not_about, _, _ = rest.partition("### Outside the database")
    return [
        Row(model, frozenset(_FIELD.findall(cell)), people)
        for part, people in ((about, True), (not_about, False))
        for model, cell, _ in _ROW.findall(part)
    ]


def installed() -> dict[str, type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return {model._meta.label: model for model in every if model._meta.managed and not model._meta.proxy}


def test_every_table_is_told_once_and_no_other(told: list[Row]) -> None:
    assert Counter(row.model for row in told) == Counter(installed().keys())


def test_the_fields_told_are_fields_of_the_table(told: list[Row]) -> None:
    for row in told:
        names = {field.name for field in installed()[row.model]._meta.get_fields()}
        assert row.fields - {"evidence", "Text"} <= names, row.model


def test_fields_that_hold_people_are_told_with_their_table(told: list[Row]) -> None:
    missing = []
    for row in told:
        for field in installed()[row.model]._meta.local_concrete_fields:
            of_people = isinstance(field, models.EmailField) or field.name in OF_PEOPLE
            if of_people and (not row.about_people or field.name not in row.fields):
                missing.append(f"{row.model}.{field.name}")
    assert missing == []


def test_every_table_about_people_says_whose_why_and_how_long(repository: Path) -> None:
    text = (repository / "docs/data-protection.md").read_text(encoding="utf-8").partition("### Not about people")[0]
    for model, fields, rest in _ROW.findall(text):
        cells = [fields, *rest.split("|")]
        assert len(cells) == 4 and all(cell.strip() for cell in cells), model
