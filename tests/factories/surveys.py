"""A small questionnaire of every kind of item, and answers with known counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import read_questionnaire
from thinking_together.survey.form.routing import Router

QUESTIONNAIRE = """\
questionnaire: smallshire
version: "1"
title: Workforce survey
scales:
  agreement:
    scale_direction: ascending
    choices:
      - {code: agree_1, label: Strongly disagree}
      - {code: agree_2, label: Disagree}
      - {code: agree_3, label: Neither agree nor disagree}
      - {code: agree_4, label: Agree}
      - {code: agree_5, label: Strongly agree}
      - {code: unsure, label: Don't know}
    apart: [unsure]
    groups:
      - {code: disagree, label: Disagree}
      - {code: neutral, label: Neutral}
      - {code: agree, label: Agree}
items:
  - code: sector
    kind: single
    role: sector
    text: Which part of the workforce are you in?
    choices:
      - {code: health, label: Health}
      - {code: education, label: Education}
      - {code: police, label: Police}
  - code: phase
    kind: single
    split: true
    title: Phase of school
    text: Which phase of school is this?
    audience: [education]
    choices:
      - {code: primary, label: Primary}
      - {code: secondary, label: Secondary}
  - code: training
    kind: multiple
    title: Training received
    text: Which training have you had?
    choices:
      - {code: on_the_job, label: "On the job, informal"}
      - {code: mhfa, label: Mental Health First Aid}
      - {code: specific, label: A course about self-harm}
      - {code: none, label: None of these}
  - code: enough
    kind: likert
    text: Is Mental Health First Aid enough on its own?
    scale: agreement
    when: {item: training, any-in: [mhfa]}
  - code: knowledge
    kind: battery
    text: How far do you agree?
    scale: agreement
    construct: function
    rows:
      - {code: coping, label: Self-harm can be a way to cope}
      - {code: talking, label: Talking about it helps}
  - code: years
    kind: number
    text: For how many years have you worked with young people?
    minimum: 0
    maximum: 60
    bands: [2, 5, 10]
  - code: websites
    kind: text
    part: second
    text: Which websites do you suggest?
    mentions:
      youngminds: {label: YoungMinds, aliases: [Young Minds]}
      kooth: {label: Kooth}
"""
CELLS = ("sector", "phase", "training", "enough", "knowledge.coping", "knowledge.talking", "years", "websites")
COLUMNS = ("response", "day", "outcome", *CELLS)


@cache
def questionnaire(text: str = QUESTIONNAIRE) -> Questionnaire:
    return read_questionnaire(text)[0]


CONSENT: dict[str, Any] = {
    "code": "consent",
    "kind": "single",
    "role": "consent",
    "text": "I agree to take part.",
    "choices": [{"code": "agree", "label": "I agree"}, {"code": "decline", "label": "I would rather not"}],
}


def small_content() -> dict[str, Any]:
    """The small questionnaire as plain data, beginning with the consent, as one that is published must."""
    content = read_questionnaire(QUESTIONNAIRE)[1].content
    return {**content, "items": [CONSENT, *content["items"]]}


def response(key: str, **cells: str) -> dict[str, str]:
    """One row: what is given, with the marks that its path asks for (``knowledge__coping`` names a battery's row)."""
    given = {name.replace("__", "."): cell for name, cell in cells.items()}
    asked = questionnaire()
    answers = {name: tuple(cell.split("|")) for name, cell in given.items() if name in CELLS}
    states = Router(asked).states(answers)
    marks = {"n": "~", "x": "."}
    row = {v.code: given.get(v.code, marks.get(s, "")) for v, s in zip(asked.variables, states, strict=True)}
    return {"response": key, "day": given.get("day", "2023-03-31"), "outcome": given.get("outcome", ""), **row}


def responses_csv(rows: Iterable[Mapping[str, str]], columns: tuple[str, ...] = COLUMNS) -> str:
    out = io.StringIO()
    sheet = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue()


def full_answers(**cells: str) -> dict[str, str]:
    """Cells of somebody who answers the whole core."""
    base = {
        "sector": "health",
        "training": "on_the_job",
        "knowledge__coping": "agree_4",
        "knowledge__talking": "agree_4",
        "years": "3",
    }
    return {**base, **cells}


def many(start: int, times: int, **cells: str) -> list[dict[str, str]]:
    """The same answers several times over, keyed ``r<start>`` onwards."""
    given = full_answers(**cells)
    if given["sector"] == "education":
        given.setdefault("phase", "primary")
    if "mhfa" in given["training"]:
        given.setdefault("enough", "agree_2")
    return [response(f"r{start + n}", **given) for n in range(times)]
