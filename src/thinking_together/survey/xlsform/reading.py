"""A questionnaire out of an XLSForm workbook. What cannot be taken over is refused by name, with sheet and row.

Nothing is left out silently: a form that asks more than a questionnaire here can is not read at all.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from thinking_together.core.tabular import FileRefused, Problem
from thinking_together.core.tabular.xlsx import read_sheets
from thinking_together.survey.form.conditions import AllIn, And, AnyIn, Condition, Count, Not, Or
from thinking_together.survey.form.document import Document, Path
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import QuestionnaireError, build_questionnaire
from thinking_together.survey.form.simplify import simplified
from thinking_together.survey.outside.draft import slug
from thinking_together.survey.xlsform.audience import audience_condition
from thinking_together.survey.xlsform.cells import Line, Told, lines_of, named_sheets
from thinking_together.survey.xlsform.entries import json_in, read_entries
from thinking_together.survey.xlsform.expressions import NotRead, parse_condition
from thinking_together.survey.xlsform.layout import CHOICES, OF_CHOICES, OF_SETTINGS, OF_SURVEY, SETTINGS, SURVEY
from thinking_together.survey.xlsform.lists import Lists

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read_xlsform(data: bytes, file: str) -> tuple[Questionnaire, Document]:
    """The questionnaire, and its document, whose lines are rows of the survey sheet.

    ``QuestionnaireError`` with every construct that is not read.
    """
    told = Told(file)
    try:
        sheets = named_sheets(read_sheets(data, exact=True), told)
    except FileRefused as refused:
        raise QuestionnaireError([Problem(file, None, None, refused.what, refused.remedy)]) from None
    if SURVEY not in sheets:
        told.add(SURVEY, None, None, "there is no sheet 'survey'", "Name the sheet of questions 'survey'.")
    lists = Lists(lines_of(sheets.get(CHOICES), OF_CHOICES, told), told)
    entries = read_entries(lines_of(sheets.get(SURVEY), OF_SURVEY, told), lists, told)
    content = _settings(lines_of(sheets.get(SETTINGS), OF_SETTINGS, told), file, told)
    items = [entry.item for entry in entries]
    _conditions(entries_of=[(entry.item, entry.line) for entry in entries], told=told)
    if not items and not told.problems:
        told.add(SURVEY, None, None, "there is no question", "Write one row a question.")
    if told.problems:
        raise QuestionnaireError(sorted(told.problems, key=lambda p: (p.file, p.row or 0)))
    scales = lists.scales()
    document = Document(
        {**content, **({"scales": scales} if scales else {}), "items": items},
        _rows([entry.line for entry in entries]),
    )
    return build_questionnaire(document, f"{file}, sheet {SURVEY}"), document


def _rows(lines: list[Line]) -> dict[Path, int]:
    return {("items", place): line.number for place, line in enumerate(lines)}


def _settings(lines: list[Line], file: str, told: Told) -> dict[str, Any]:
    line = lines[0] if lines else Line(SETTINGS, 2, {})
    for other in lines[1:]:
        told.at(other, None, "the sheet 'settings' has a second line", "Keep one.")
    code = line.word("form_id") or slug(PurePath(file).stem) or "form"
    language = _LANGUAGE.search(line.word("default_language"))
    content: dict[str, Any] = {
        "questionnaire": code,
        "version": line.text("version") or "1",
        "title": line.text("form_title") or code,
        "language": language[0] if language and language[0] == line.word("default_language") else "en-GB",
    }
    for name in ("missing", "ignore"):
        if found := json_in(line, f"tt_{name}", list, told):
            content[name] = found
    return content


def _conditions(*, entries_of: list[tuple[dict[str, Any], Line]], told: Told) -> None:
    """``relevant`` becomes ``when``; where ``tt_audience`` is given it must begin with that."""
    multiple = {item["code"] for item, _ in entries_of if item["kind"] == "multiple"}
    offered = {
        item["code"]: tuple(choice["code"] for choice in item.get("choices", ()))
        for item, _ in entries_of
        if item.get("role") in ("sector", "staff_group")
    }
    for item, line in entries_of:
        expression = line.word("relevant")
        try:
            condition = parse_condition(expression) if expression else None
        except NotRead as refused:
            told.at(
                line, "relevant", f"{refused} is not read", "Say it with selected, =, count-selected, and, or, not."
            )
            continue
        if item.get("audience"):
            condition = _without_audience(item, condition, offered, line, told)
        if condition is not None:
            item["when"] = as_content(simplified(condition, multiple.__contains__))


def _without_audience(
    item: dict[str, Any], condition: Condition | None, offered: dict[str, tuple[str, ...]], line: Line, told: Told
) -> Condition | None:
    whom = audience_condition(item["audience"], offered)
    if whom is None or condition is None:
        if whom is not None:
            told.at(line, "relevant", "'tt_audience' names who is asked, and 'relevant' does not", _AUDIENCE)
        return condition

    def same(one: Condition) -> bool:
        return simplified(one, lambda code: False) == simplified(whom, lambda code: False)

    if same(condition):
        return None
    if isinstance(condition, And) and same(condition.parts[0]):
        rest = condition.parts[1:]
        return rest[0] if len(rest) == 1 else And(rest)
    told.at(line, "relevant", "'relevant' does not begin with whom 'tt_audience' names", _AUDIENCE)
    return None


_AUDIENCE = "Empty 'tt_audience', or write whom it names first in 'relevant', in brackets."


def as_content(condition: Condition) -> dict[str, Any]:
    """A condition as a questionnaire's file writes it."""
    if isinstance(condition, And | Or):
        return {"and" if isinstance(condition, And) else "or": [as_content(part) for part in condition.parts]}
    if isinstance(condition, Not):
        return {"not": as_content(condition.part)}
    if isinstance(condition, Count):
        upper = {} if condition.at_most is None else {"at_most": condition.at_most}
        return {"item": condition.item, "count": {"at_least": condition.at_least, **upper}}
    if isinstance(condition, AllIn):
        return {"item": condition.item, "all-in": list(condition.codes)}
    if isinstance(condition, AnyIn) and len(condition.codes) == 1:
        return {"item": condition.item, "==": condition.codes[0]}
    return {"item": condition.item, "any-in": list(condition.codes)}
