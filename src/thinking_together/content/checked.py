"""Shipped content is YAML, checked by its JSON Schema when it is read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator


class ContentError(ValueError):
    """A file of content does not say what it must; the message names the file, the place and what to do."""


def read_checked(path: Path, schema: Path | None = None) -> Any:
    """The document of a YAML file. Dates come as the text they were written as.

    ``ContentError`` with the first place where it does not fit the schema.
    """
    try:
        document = _plain(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValueError) as error:  # a day that does not exist is a ValueError
        raise ContentError(f"{path.name}: not readable as YAML in UTF-8: {error}. Correct it there.") from error
    if schema is not None:
        rules = json.loads(schema.read_text(encoding="utf-8"))
        problems = sorted(Draft202012Validator(rules).iter_errors(document), key=lambda e: list(map(str, e.path)))
        if problems:
            where = "/".join(map(str, problems[0].path)) or "top of the file"
            raise ContentError(f"{path.name}: {where}: {problems[0].message}. Correct this entry.")
    return document


def written_day(path: Path, place: str, text: str) -> date:
    """A date as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ContentError(f"{path.name}: {place}: {error}. Write it as 2026-01-31.") from error


def _plain(value: Any) -> Any:
    """YAML reads a plain date as a date; a schema wants what was written."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
