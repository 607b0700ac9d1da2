"""From a document to a questionnaire: the JSON Schema first, then what a schema cannot say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from thinking_together.analysis.mentions import Dictionary, Resource
from thinking_together.core.tabular import Problem
from thinking_together.survey.form.conditions import ConditionError, parse_condition
from thinking_together.survey.form.document import Document, DocumentError, read_document
from thinking_together.survey.form.questionnaire import Item, ItemKind, Part, Questionnaire, Role
from thinking_together.survey.form.scales import LOW_TO_HIGH, Choice, Scale

SCHEMA = Path(__file__).parents[2] / "content" / "questionnaire.schema.json"


class QuestionnaireError(ValueError):
    """The document is not a questionnaire; ``problems`` names every place and its remedy."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_questionnaire(text: str, file: str = "questionnaire.yaml") -> tuple[Questionnaire, Document]:
    """The questionnaire in YAML text, with its document for line numbers.

    Raises ``QuestionnaireError`` with every problem of form found.
    """
    try:
        document = read_document(text)
    except DocumentError as error:
        raise QuestionnaireError([Problem(file, error.line, None, error.what, error.remedy)]) from error
    return build_questionnaire(document, file), document


def from_content(content: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire of a document stored as plain data, which was checked before it was stored."""
    return _questionnaire(content)


def build_questionnaire(document: Document, file: str) -> Questionnaire:
    problems = [*_schema_problems(document, file)]
    if not problems:
        problems = [*_form_problems(document, file)]
    if problems:
        raise QuestionnaireError(problems)
    return _questionnaire(document.content)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _schema_problems(document: Document, file: str) -> Iterator[Problem]:
    errors = sorted(_validator().iter_errors(document.content), key=lambda e: [str(p) for p in e.absolute_path])
    for error in errors[:200]:
        path = tuple(error.absolute_path)
        what, remedy = _told(error)
        yield Problem(file, document.line(path), _place(path), what, remedy)


def _place(path: tuple[str | int, ...]) -> str | None:
    named = [str(part + 1) if isinstance(part, int) else part for part in path]
    return "/".join(named) or None


def _told(error: ValidationError) -> tuple[str, str]:
    """A schema error in words for somebody who never saw the schema."""
    value = str(error.instance)[:60]
    rule = error.validator
    if rule == "required":
        name = error.message.split("'")[1]
        return f"'{name}' is missing here", f"Add a line '{name}: …'."
    if rule == "additionalProperties":
        known = ", ".join(sorted(error.schema.get("properties", {})))  # type: ignore[union-attr]
        return error.message.replace("Additional properties are not allowed", "unknown key"), f"Known keys: {known}."
    if rule == "type" and error.validator_value == "string":
        return f"'{value}' is read as a number or a truth value, but text is needed", "Put it in quotation marks."
    if rule == "type":
        return f"'{value}' is not of the type {error.validator_value}", "See the questionnaire guide."
    if rule == "enum":
        known = ", ".join(error.schema["enum"])  # type: ignore[index]
        return f"'{value}' is not one of {known}", "Use one of them."
    if rule == "pattern":
        return f"'{value}' is not a code", "Use small letters, digits, _ and -, at most 60 characters."
    return error.message[:200], "See the questionnaire guide."


def _form_problems(document: Document, file: str) -> Iterator[Problem]:
    """What must hold before dataclasses can be built: references inside an item resolve."""
    scales = document.content.get("scales", {})
    for name, scale in scales.items():
        for what, remedy in _scale_problems(scale):
            yield Problem(file, document.line(("scales", name)), f"scales/{name}", what, remedy)
    for place, item in enumerate(document.content["items"]):
        for what, remedy in _item_problems(item, scales):
            yield Problem(file, document.line(("items", place)), item["code"], what, remedy)


_NEEDS = {
    ItemKind.SINGLE: ("choices",),
    ItemKind.MULTIPLE: ("choices",),
    ItemKind.NUMBER: ("bands",),
    ItemKind.BATTERY: ("rows",),
}
MOST_OPTIONS = 60


def _item_problems(item: Mapping[str, Any], scales: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = ItemKind(item["kind"])
    for name in _NEEDS.get(kind, ()):
        if name not in item:
            yield f"a {kind} item needs '{name}'", f"Add '{name}: …'."
    if kind in (ItemKind.LIKERT, ItemKind.BATTERY):
        yield from _likert_problems(item, scales)
    elif "scale" in item:
        yield f"a {kind} item has no scale", "Make it likert or battery, or take 'scale' out."
    if kind is ItemKind.MULTIPLE and len(item.get("choices", ())) > MOST_OPTIONS:
        yield f"more than {MOST_OPTIONS} choices in a multiple item", "Split the item."
    codes = [choice["code"] for choice in item.get("choices", ())]
    yield from _taken_problems(kind, item, codes)
    if "other" in item and item["other"] not in codes:
        yield f"'other' names '{item['other']}', which is not a choice here", "Name one of the choices."
    if list(item.get("bands", [])) != sorted(set(item.get("bands", []))):
        yield "the bands do not rise", "List each lower edge once, from low to high."
    try:
        Dictionary(_resources(item))
    except ValueError as error:
        yield str(error), "Give each resource names of its own."
    if "when" in item:
        try:
            parse_condition(item["when"])
        except ConditionError as error:
            yield str(error), "Write for example {item: sector, in: [education]}."


def _taken_problems(kind: ItemKind, item: Mapping[str, Any], codes: list[str]) -> Iterator[tuple[str, str]]:
    """Which choices go together, and how many."""
    for name in ("alone", "at_most"):
        if name in item and kind is not ItemKind.MULTIPLE:
            yield f"'{name}' says something of several answers, and a {kind} item takes one", f"Take '{name}' out."
    unknown = [code for code in item.get("alone", ()) if code not in codes]
    if unknown:
        yield f"'alone' names {', '.join(unknown)}, not a choice here", "Name choices of this item."
    if item.get("at_most", 0) > len(codes):
        yield f"'at_most' is {item['at_most']}, and there are {len(codes)} choices", "Lower it or take it out."


def _likert_problems(item: Mapping[str, Any], scales: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if ("scale" in item) == ("choices" in item):
        yield "a scale is needed once", "Give either 'scale: name' or 'choices' with 'scale_direction'."
    elif "scale" in item and item["scale"] not in scales:
        yield f"there is no scale '{item['scale']}'", "Define it under 'scales' or name one that is there."
    elif "choices" in item:
        yield from _scale_problems(item)


def _scale_problems(scale: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    codes = [choice["code"] for choice in scale["choices"]]
    unknown = [code for code in scale.get("apart", ()) if code not in codes]
    if unknown:
        yield f"'apart' names {', '.join(unknown)}, not a choice here", "Name choices of this scale."
    if len(codes) - len(set(scale.get("apart", ()))) < 2:
        yield "fewer than two points are in order", "A scale needs at least two points besides 'apart'."


def _questionnaire(content: Mapping[str, Any]) -> Questionnaire:
    scales = content.get("scales", {})
    return Questionnaire(
        code=content["questionnaire"],
        version=content["version"],
        title=content["title"],
        language=content.get("language", "en-GB"),
        missing=tuple(content.get("missing", ())),
        ignore=tuple(content.get("ignore", ())),
        items=tuple(_item(given, scales) for given in content["items"]),
    )


def _item(given: Mapping[str, Any], scales: Mapping[str, Any]) -> Item:
    kind = ItemKind(given["kind"])
    likert = kind in (ItemKind.LIKERT, ItemKind.BATTERY)
    source = scales[given["scale"]] if "scale" in given else given
    direction = given.get("scale_direction", source.get("scale_direction"))
    return Item(
        code=given["code"],
        kind=kind,
        text=given["text"],
        title=given.get("title", ""),
        hint=given.get("hint", ""),
        role=Role(given["role"]) if "role" in given else None,
        choices=() if likert else _choices(given.get("choices", ())),
        other=given.get("other"),
        alone=tuple(given.get("alone", ())),
        at_most=given.get("at_most"),
        scale=_scale(source, direction) if likert else None,
        direction_given=direction is not None,
        rows=_choices(given.get("rows", ())),
        audience=tuple(given.get("audience", ())),
        when=parse_condition(given["when"]) if "when" in given else None,
        part=Part(given.get("part", "core")),
        construct=given.get("construct", ""),
        points=given.get("points"),
        sensitive=given.get("disclosure") == "sensitive",
        split=given.get("split", False),
        mentions=_resources(given),
        bands=tuple(given.get("bands", ())),
        minimum=given.get("minimum"),
        maximum=given.get("maximum"),
        column=given.get("column", ""),
        separator=given.get("separator", "|"),
    )


def _resources(item: Mapping[str, Any]) -> tuple[Resource, ...]:
    mentions = item.get("mentions", {})
    return tuple(Resource(code, told["label"], tuple(told.get("aliases", ()))) for code, told in mentions.items())


def _choices(given: Any) -> tuple[Choice, ...]:
    return tuple(Choice(choice["code"], choice["label"]) for choice in given)


def _scale(given: Mapping[str, Any], direction: str | None) -> Scale:
    shown = _choices(given["choices"])
    apart = set(given.get("apart", ()))
    points = tuple(choice for choice in shown if choice.code not in apart)
    groups = _choices(given.get("groups", ()))
    return Scale(
        points=points[::-1] if direction == "descending" else points,
        apart=tuple(choice for choice in shown if choice.code in apart),
        shown=shown,
        groups=(groups[0], groups[1], groups[2]) if groups else LOW_TO_HIGH,
    )
