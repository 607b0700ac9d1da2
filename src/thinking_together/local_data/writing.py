"""Writes observations as a Fingertips download of 27 columns that reads back equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TextIO

from thinking_together.core.tabular.formula import guard
from thinking_together.local_data.layouts import FINGERTIPS, NUMBERS
from thinking_together.local_data.observation import Observation, Parent

_PARENT = {"parent": "code", "parent_name": "name", "compared_parent": "compared"}


def download_text(observations: Iterable[Observation]) -> str:
    """The CSV text: one row for each parent an area stands under, as Fingertips writes them."""
    out = io.StringIO()
    write_download(out, observations)
    return out.getvalue()


def write_download(out: TextIO, observations: Iterable[Observation]) -> None:
    """The same into an open file, row by row."""
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(heading for _, heading in FINGERTIPS)
    for observation in observations:
        for parent in observation.parents or (Parent("", "", ""),):
            sheet.writerow(_cell(observation, parent, field) for field, _ in FINGERTIPS)


def _cell(observation: Observation, parent: Parent, field: str) -> str:
    if field in _PARENT:
        return guard(getattr(parent, _PARENT[field]))
    value = getattr(observation, field)
    return _number(value) if field in NUMBERS else guard(value)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
