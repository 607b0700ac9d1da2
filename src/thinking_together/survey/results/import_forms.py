"""What somebody says of another tool's file: columns that are one question, items, and what words stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.outside.infer import Guess
from thinking_together.survey.outside.tick_boxes import Boxes
from thinking_together.survey.results.column_words import (
    LEFT_OUT,
    MOST_WORDS,
    NEW,
    NO_ANSWER,
    Chosen,
    Column,
    Words,
    columns_of,
)
from thinking_together.survey.results.foreign import Foreign
from thinking_together.survey.results.mapping import proposed

ONE, APART = "one", "apart"


class UploadForm(forms.Form):
    file = forms.FileField(
        max_length=300,
        label="File",
        error_messages={"required": "Choose a file", "empty": "The file is empty", "invalid": "Choose a file"},
    )


class QuestionsForm(forms.Form):
    """For columns that look like the boxes of one question: whether they are. What is likelier is chosen already."""

    def __init__(self, boxes: Sequence[Boxes], *args: Any) -> None:
        super().__init__(*args)
        self.boxes = boxes
        for at, found in enumerate(boxes):
            self.fields[f"question_{at}"] = forms.ChoiceField(
                label=found.question[:300],
                choices=[
                    (ONE, "One question with several answers"),
                    (APART, f"{len(found.columns)} questions of their own"),
                ],
                widget=forms.RadioSelect,
                initial=APART if found.doubtful else ONE,
                help_text=f"Its boxes: {'; '.join(box.label for box in found.boxes)}"[:1000],
                error_messages={"required": f"Say whether “{found.question[:60]}” is one question"},
            )

    def questions(self) -> tuple[str, ...]:
        """Those that are one."""
        return tuple(
            found.question for at, found in enumerate(self.boxes) if self.cleaned_data[f"question_{at}"] == ONE
        )


class ColumnsForm(forms.Form):
    """A list a column; its guess tells what stands in it."""

    def __init__(self, asked: Questionnaire, foreign: Foreign, *args: Any) -> None:
        super().__init__(*args)
        self.asked, self.foreign = asked, foreign
        self.headings = foreign.table.header
        self.columns: list[Column] = []  # those that are read by codes, once all is well
        items = [(v.code, f"{v.title} ({v.code})"[:110]) for v in asked.variables]
        first = proposed(asked, self.headings)
        for at, (heading, guess) in enumerate(zip(self.headings, foreign.guesses, strict=True)):
            choices = [(LEFT_OUT, "Left out"), (NEW, f"A new item ({guess.kind})"), *items]
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=first[heading], help_text=hint_of(guess)
            )

    def clean(self) -> None:
        """No item twice, something at all, and no column with more words than anybody would go through."""
        first: dict[str, str] = {}
        for at, heading in enumerate(self.headings):
            code = self.cleaned_data.get(f"column_{at}", LEFT_OUT)
            if code in first and code != NEW:
                what = f"“{heading[:60]}” is the same item as “{first[code][:60]}”: leave one of the two out"
                self.add_error(f"column_{at}", what)
            elif code != LEFT_OUT:
                first.setdefault(code, heading)
        if not first and not self.errors:
            self.add_error(None, "Every column is left out: choose at least one item")
        if not self.errors:
            self.columns = list(columns_of(self.asked, self.foreign, self.chosen()))
            self._many_words()

    def _many_words(self) -> None:
        for column in self.columns:
            if len(column.words) > MOST_WORDS:
                many = f"“{column.heading[:60]}” holds {len(column.words)} entries that are no answers of this item"
                self.add_error(
                    f"column_{self.headings.index(column.heading)}",
                    f"{many}; at most {MOST_WORDS} can be told apart: choose another item, a new one, or leave it out",
                )

    def chosen(self) -> Chosen:
        return {heading: self.cleaned_data[f"column_{at}"] for at, heading in enumerate(self.headings)}


def as_sent(foreign: Foreign, chosen: Chosen) -> dict[str, str]:
    """What the form of columns would send for what was chosen, to be looked at again."""
    return {f"column_{at}": chosen.get(heading, LEFT_OUT) for at, heading in enumerate(foreign.table.header)}


class WordsForm(forms.Form):
    """A list for each word of some columns that are read by codes."""

    def __init__(self, foreign: Foreign, columns: Sequence[Column], *args: Any) -> None:
        super().__init__(*args)
        self.places: dict[str, tuple[str, str]] = {}
        for column in columns:
            choices = [(one.code, one.label) for one in column.variable.choices]
            at = foreign.table.header.index(column.heading)
            for number, word in enumerate(column.words):
                name = f"word_{at}_{number}"
                self.places[name] = (column.heading, word)
                self.fields[name] = forms.ChoiceField(
                    label=word[:200],
                    choices=[("", "Choose"), (NO_ANSWER, "No answer"), *choices],
                    help_text=f"In {column.heading[:150]}",
                    error_messages={"required": f"Choose what “{word[:60]}” stands for"},
                )

    def words(self) -> Words:
        return {place: self.cleaned_data[name] for name, place in self.places.items()}


def hint_of(guess: Guess) -> str:
    return " ".join(guess.notes)[:300]
