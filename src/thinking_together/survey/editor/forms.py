"""What people fill in to write a questionnaire. No code is asked of them: codes are made of words, and then stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from thinking_together.programmes.fields import Line, Words
from thinking_together.survey.form.drafted import Content, ItemContent, relabelled
from thinking_together.survey.form.questionnaire import ItemKind, Part, Role
from thinking_together.survey.form.scales import brief

KINDS = {
    ItemKind.SINGLE: "One answer of several",
    ItemKind.MULTIPLE: "Any number of answers",
    ItemKind.LIKERT: "One answer on a scale",
    ItemKind.BATTERY: "Several statements on one scale",
    ItemKind.TEXT: "Words",
    ItemKind.NUMBER: "A number",
}
PARTS = {Part.CORE: "The core, which everybody is asked", Part.SECOND: "The second part, for people with more time"}
_LONGEST = 1000


def lines_of(text: str) -> list[str]:
    """What stands on each line that is not empty."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def scale_choices(content: Content) -> list[tuple[str, str]]:
    """Scales by code, each in the words of its ends."""
    told = []
    for code, scale in content.get("scales", {}).items():
        words = [one["label"] for one in scale["choices"] if one["code"] not in scale.get("apart", ())]
        told.append((code, f"{code.replace('_', ' ').capitalize()}: {words[0]} to {words[-1]}"))
    return told


def audience_choices(content: Content) -> list[tuple[str, str]]:
    """Sectors and staff groups, in the words that people choose them by."""
    belonging = [i for i in content["items"] if i.get("role") in (Role.SECTOR, Role.STAFF_GROUP)]
    return [(one["code"], brief(one["label"])) for item in belonging for one in item.get("choices", ())]


class NewItemForm(forms.Form):
    kind = forms.ChoiceField(
        label="How is it answered?",
        choices=[(str(kind), words) for kind, words in KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is answered"},
    )
    text = Words("the question", longest=_LONGEST, label="The question")
    lines = Words(
        "the answers",
        longest=20_000,
        required=False,
        label="The answers, one on each line",
        help_text="For statements on one scale: the statements. For a number: where each band of results begins.",
    )
    scale = forms.ChoiceField(label="The scale, where it is answered on one", required=False)

    def __init__(self, content: Content, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        scale = self.fields["scale"]
        assert isinstance(scale, forms.ChoiceField)
        scale.choices = [("", "None"), *scale_choices(content)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, lines = given.get("kind"), lines_of(given.get("lines", ""))
        if kind in (ItemKind.LIKERT, ItemKind.BATTERY) and not given.get("scale"):
            self.add_error("scale", "Choose the scale")
        if kind in (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.BATTERY) and len(lines) < 2:
            self.add_error("lines", "Enter two or more, one on each line")
        if kind == ItemKind.NUMBER and not _rising(lines):
            self.add_error("lines", "Enter where each band begins, as rising numbers, one on each line")
        return given

    def item(self, code: str) -> ItemContent:
        """The new item, once the form is valid."""
        given = self.cleaned_data
        lines = lines_of(given["lines"])
        item: dict[str, Any] = {"code": code, "kind": given["kind"], "text": given["text"]}
        if given["kind"] in (ItemKind.LIKERT, ItemKind.BATTERY):
            item["scale"] = given["scale"]
        if given["kind"] == ItemKind.BATTERY:
            item["rows"] = relabelled([], [], lines)
        elif given["kind"] == ItemKind.NUMBER:
            item["bands"] = [float(line) for line in lines]
        elif given["kind"] in (ItemKind.SINGLE, ItemKind.MULTIPLE):
            item["choices"] = relabelled([], [], lines)
        return item


def _rising(lines: list[str]) -> bool:
    try:
        edges = [float(line) for line in lines]
    except ValueError:
        return False
    return bool(edges) and edges == sorted(set(edges)) and all(abs(edge) < 1e12 for edge in edges)


class NameForm(forms.Form):
    title = Line(
        "the title", longest=_LONGEST, label="Title", help_text="Better without the word self-harm: filters block it."
    )
    name = Line("a name for this version", longest=40, width=10, label="Version", help_text="For example 2027, or 2.")


class FileForm(forms.Form):
    file = forms.FileField(
        max_length=300,
        label="File",
        error_messages={"required": "Choose a file", "empty": "The file is empty", "invalid": "Choose a file"},
    )


class ItemForm(forms.Form):
    """One item. Fields for its choices and rows keep their codes; an emptied one takes the choice out."""

    def __init__(self, content: Content, item: ItemContent, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.item_before = item
        kind = ItemKind(item["kind"])
        add = self.fields.__setitem__
        add("text", Words("the question", longest=_LONGEST, label="The question", initial=item["text"]))
        add("hint", _optional("the hint", "Hint (optional)", item.get("hint", "")))
        heading = "Heading over its results (optional)"
        add("title", _optional("the heading", heading, item.get("title", "")))
        for name, one in (("choices", "Answer"), ("rows", "Statement")):
            self._listed(name, one, item)
        if "scale" in item:
            scales = scale_choices(content)
            add("scale", forms.ChoiceField(label="Scale", choices=scales, initial=item["scale"]))
        if kind is ItemKind.MULTIPLE:
            self._several(item)
        if kind is ItemKind.SINGLE:
            told = {"label": "Results can be told apart by it", "required": False, "initial": item.get("split", False)}
            add("split", forms.BooleanField(**told))
        if item.get("role") is None:
            self._whom(content, item)

    def _listed(self, name: str, one: str, item: ItemContent) -> None:
        for place, choice in enumerate(item.get(name, ()), start=1):
            self.fields[f"{name}_{choice['code']}"] = Line(
                f"{one.lower()} {place}",
                longest=_LONGEST,
                required=False,
                label=f"{one} {place}",
                initial=choice["label"],
            )
        if name in item:
            self.fields[f"more_{name}"] = Words(
                "more",
                longest=20_000,
                required=False,
                label=f"More {one.lower()}s, one on each line (optional)",
                help_text=f"Empty a box above to take its {one.lower()} out.",
            )

    def _several(self, item: ItemContent) -> None:
        self.fields["at_most"] = forms.IntegerField(
            label="How many may be chosen at most (optional)",
            required=False,
            min_value=1,
            max_value=60,
            initial=item.get("at_most"),
            widget=forms.TextInput({"class": "govuk-input--width-2", "inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "invalid": "Enter a whole number",
                "min_value": "Enter 1 or more",
                "max_value": "Enter 60 or less",
            },
        )
        self.fields["alone"] = forms.MultipleChoiceField(
            label="Answers that go with no other",
            required=False,
            choices=[(one["code"], one["label"]) for one in item.get("choices", ())],
            initial=item.get("alone", ()),
            widget=forms.CheckboxSelectMultiple,
        )

    def _whom(self, content: Content, item: ItemContent) -> None:
        parts = [(str(part), words) for part, words in PARTS.items()]
        self.fields["part"] = forms.ChoiceField(
            label="Where it is asked", choices=parts, initial=item.get("part", "core"), widget=forms.RadioSelect
        )
        if whom := audience_choices(content):
            self.fields["audience"] = forms.MultipleChoiceField(
                label="Who is asked",
                help_text="Tick none to ask everybody.",
                required=False,
                choices=whom,
                initial=item.get("audience", ()),
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["sensitive"] = forms.BooleanField(
            label="Sensitive: a group of one mind is not shown either",
            required=False,
            initial=item.get("disclosure") == "sensitive",
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("choices", "rows"):
            if name not in self.item_before:
                continue
            if (
                len([label for label in self._labels(given, name) if label] + lines_of(given.get(f"more_{name}", "")))
                < 2
            ):
                self.add_error(f"more_{name}", "Leave two or more")
        return given

    def _labels(self, given: Mapping[str, Any], name: str) -> list[str]:
        """In the order of the choices. One that came while the form was open was not sent: it stays."""
        fields = {one["code"]: f"{name}_{one['code']}" for one in self.item_before[name]}
        return [
            given.get(fields[one["code"]], "") if fields[one["code"]] in self.data else one["label"]
            for one in self.item_before[name]
        ]

    def item(self) -> ItemContent:
        """The item as it is now wanted, once the form is valid; what the form does not show stays."""
        given = self.cleaned_data
        item = {**self.item_before, "text": given["text"]}
        for name in ("choices", "rows"):
            if name in item:
                item[name] = relabelled(item[name], self._labels(given, name), lines_of(given[f"more_{name}"]))
        stays = {one["code"] for one in item.get("choices", ())}
        for name, value in self._said(given, stays).items():
            item.pop(name, None)
            if value:
                item[name] = value
        return item

    def _said(self, given: Mapping[str, Any], stays: set[str]) -> dict[str, Any]:
        """Keys of the item that are left out where nothing is said."""
        said: dict[str, Any] = {
            name: given[name] for name in ("hint", "title", "scale", "at_most", "split") if name in given
        }
        if "alone" in given:
            said["alone"] = [code for code in given["alone"] if code in stays]
        if "part" in given:
            said["part"] = "" if given["part"] == Part.CORE and "part" not in self.item_before else given["part"]
        if "audience" in given:
            said["audience"] = list(given["audience"])
        if "sensitive" in given:
            said["disclosure"] = "sensitive" if given["sensitive"] else ""
        if self.item_before.get("other") and self.item_before["other"] not in stays:
            said["other"] = ""
        return said


def _optional(called: str, label: str, initial: str) -> Words:
    return Words(called, longest=_LONGEST, required=False, label=label, initial=initial)
