"""A questionnaire as an XLSForm workbook, the same bytes for the same questionnaire.

Beside every open question stands the safeguarding line, as in our own pages.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from thinking_together.core.invented import INVENTED
from thinking_together.core.tabular.xlsx import LONGEST_CELL, MOST_ROWS
from thinking_together.core.tabular.xlsx_writing import put_texts, stable_workbook
from thinking_together.survey.form.questionnaire import Item, ItemKind, Part, Questionnaire, Role
from thinking_together.survey.form.safeguarding import LINE
from thinking_together.survey.form.scales import Choice
from thinking_together.survey.form.simplify import with_simple_conditions
from thinking_together.survey.xlsform.audience import audience_condition, belonging_choices
from thinking_together.survey.xlsform.expressions import NotRead, name_of, print_condition
from thinking_together.survey.xlsform.layout import (
    CHOICES,
    LIKERT,
    OF_CHOICES,
    OF_SETTINGS,
    OF_SURVEY,
    SETTINGS,
    SURVEY,
    TABLE,
    YES,
)

_NO_DAY = date(1980, 1, 1)  # a form of the same content is the same file whenever it is made
_TYPES = {ItemKind.SINGLE: "select_one", ItemKind.LIKERT: "select_one", ItemKind.MULTIPLE: "select_multiple"}
Row = Mapping[str, str]
_List = tuple[tuple[Choice, ...], tuple[str, ...], tuple[Choice, ...]]


class CannotWrite(ValueError):
    """The questionnaire says something that no XLSForm can; the message names the item and what."""


def write_xlsform(questionnaire: Questionnaire, *, invented: bool = False) -> bytes:
    """The workbook, which reads back as the same questionnaire with its conditions in their one form.

    That it is of an example stands on a sheet that is not read, and in its title.
    """
    form = _Form(with_simple_conditions(questionnaire))
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SURVEY
    _fill(sheet, OF_SURVEY, [row for item in form.questionnaire.items for row in form.rows(item)])
    _fill(book.create_sheet(CHOICES), OF_CHOICES, form.choice_rows())
    _fill(book.create_sheet(SETTINGS), OF_SETTINGS, [_settings(questionnaire)])
    book.properties.creator = "Thinking Together"
    book.properties.title = ("INVENTED: " if invented else "") + questionnaire.title
    if invented:
        put_texts(book.create_sheet("INVENTED"), 1, [INVENTED], bold=True)
    book.properties.created = datetime.combine(_NO_DAY, time())
    out = io.BytesIO()
    book.save(out)
    return stable_workbook(out.getvalue(), _NO_DAY)


def _fill(sheet: Worksheet, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    put_texts(sheet, 1, columns, bold=True)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        long = [name for name, text in row.items() if len(text) > LONGEST_CELL]
        if long or number > MOST_ROWS:
            what = (
                f"'{row.get('name', '')}' is too long for a cell in '{long[0]}'" if long else "there are too many lines"
            )
            raise CannotWrite(what)
        put_texts(sheet, number, [row.get(column, "") for column in columns])


def _settings(questionnaire: Questionnaire) -> Row:
    return {
        "form_title": questionnaire.title,
        "form_id": questionnaire.code,
        "version": questionnaire.version,
        "default_language": questionnaire.language,
        "tt_missing": _json(questionnaire.missing),
        "tt_ignore": _json(questionnaire.ignore),
    }


class _Form:
    """The rows of one form and the lists of choices that they name."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.multiple = frozenset(v.code for v in questionnaire.variables if v.multiple)
        self.offered = belonging_choices(questionnaire)
        self.lists: dict[_List, str] = {}

    def rows(self, item: Item) -> Iterator[Row]:
        about = {"name": name_of(item.code), "label": item.text, **self._about(item)}
        if item.kind is not ItemKind.BATTERY:
            yield {"type": self._type(item), **about}
            return
        yield {"type": "begin_group", **about, "appearance": TABLE}
        for row in item.rows:
            yield {"type": self._type(item), "name": name_of(f"{item.code}.{row.code}"), "label": row.label}
        yield {"type": "end_group", "name": name_of(item.code)}

    def choice_rows(self) -> Iterator[Row]:
        for (choices, apart, _), name in self.lists.items():
            for choice in choices:
                told = {"list_name": name, "name": choice.code, "label": choice.label}
                yield {**told, "tt_apart": YES} if choice.code in apart else told

    def _type(self, item: Item) -> str:
        if item.kind in (ItemKind.TEXT, ItemKind.NUMBER):
            return "text" if item.kind is ItemKind.TEXT else "decimal"
        return f"{_TYPES.get(item.kind, 'select_one')} {self._list(item)}"

    def _list(self, item: Item) -> str:
        """Named after the first item that uses it."""
        scale = item.scale
        apart = tuple(choice.code for choice in scale.apart) if scale else ()
        key: _List = (scale.shown, apart, scale.groups) if scale else (item.choices, (), ())
        return self.lists.setdefault(key, item.code)

    def _about(self, item: Item) -> Row:
        scale = item.scale
        told = {
            "hint": _hint(item),
            "required": YES if item.role is Role.CONSENT else "",
            "relevant": self._relevant(item),
            "constraint": " and ".join(_constraints(item)),
            "appearance": LIKERT if item.kind is ItemKind.LIKERT else "",
            "tt_title": item.title,
            "tt_role": str(item.role or ""),
            "tt_part": "" if item.part is Part.CORE else str(item.part),
            "tt_audience": " ".join(item.audience),
            "tt_construct": item.construct,
            "tt_points": "" if item.points is None else _number(item.points),
            "tt_sensitive": YES if item.sensitive else "",
            "tt_split": YES if item.split else "",
            "tt_other": item.other or "",
            "tt_direction": _direction(item),
            "tt_groups": _json([[group.code, group.label] for group in scale.groups] if scale else []),
            "tt_bands": _json(item.bands),
            "tt_mentions": _json({one.code: [one.label, *one.aliases] for one in item.mentions}),
            "tt_column": item.column,
            "tt_separator": "" if item.separator == "|" else item.separator,
        }
        return {name: text for name, text in told.items() if text}

    def _relevant(self, item: Item) -> str:
        """Who is asked, then when: two conditions in brackets where there are both."""
        whom = audience_condition(item.audience, self.offered)
        try:
            if whom is None or item.when is None:
                only = whom or item.when
                return print_condition(only, self.multiple) if only else ""
            both = (whom, item.when)
            return " and ".join(f"({print_condition(part, self.multiple)})" for part in both)
        except NotRead as unsayable:
            raise CannotWrite(f"'{item.code}' is asked under {unsayable}, which an XLSForm cannot say") from None


def _hint(item: Item) -> str:
    if item.kind is not ItemKind.TEXT:
        return item.hint
    return f"{item.hint}\n\n{LINE}" if item.hint else LINE


def _constraints(item: Item) -> Iterator[str]:
    if item.minimum is not None:
        yield f". >= {_number(item.minimum)}"
    if item.maximum is not None:
        yield f". <= {_number(item.maximum)}"
    if item.at_most is not None:
        yield f"count-selected(.) <= {item.at_most}"
    for code in item.alone:
        yield f"not(selected(., '{code}') and count-selected(.) > 1)"


def _direction(item: Item) -> str:
    if item.scale is None or not item.direction_given:
        return ""
    in_order = tuple(choice for choice in item.scale.shown if choice not in item.scale.apart)
    return "ascending" if in_order == item.scale.points else "descending"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
