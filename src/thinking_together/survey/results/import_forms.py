"""What somebody says of another tool's file: the item of each column, and the code of each word in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.outside.infer import Guess
from thinking_together.survey.results.foreign import Foreign
from thinking_together.survey.results.mapping import (
    LEFT_OUT,
    MOST_WORDS,
    NEW,
    NO_ANSWER,
    Chosen,
    Words,
    code_for,
    proposed,
    words_of,
)


class UploadForm(forms.Form):
    file = forms.FileField(
        max_length=300,
        label="File",
        error_messages={"required": "Choose a file", "empty": "The file is empty", "invalid": "Choose a file"},
    )


class ColumnsForm(forms.Form):
    """A list a column; ``guess_of`` tells what stands in it."""

    def __init__(self, asked: Questionnaire, foreign: Foreign, *args: Any) -> None:
        super().__init__(*args)
        self.headings = foreign.table.header
        items = [(v.code, f"{v.title} ({v.code})"[:110]) for v in asked.variables]
        first = proposed(asked, self.headings)
        for at, (heading, guess) in enumerate(zip(self.headings, foreign.guesses, strict=True)):
            choices = [(LEFT_OUT, "Left out"), (NEW, f"A new item ({guess.kind})"), *items]
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=first[heading], help_text=hint_of(guess)
            )

    def chosen(self) -> Chosen:
        return {heading: self.cleaned_data[f"column_{at}"] for at, heading in enumerate(self.headings)}


class WordsForm(forms.Form):
    """A list for each word of each column that is read by codes."""

    def __init__(self, asked: Questionnaire, foreign: Foreign, chosen: Chosen, *args: Any) -> None:
        super().__init__(*args)
        self.places: dict[str, tuple[str, str]] = {}
        for name, heading, word, choices in _lists(asked, foreign, chosen):
            self.places[name] = (heading, word)
            self.fields[name] = forms.ChoiceField(
                label=word[:200],
                choices=[("", "Choose"), (NO_ANSWER, "No answer"), *choices],
                initial=code_for(asked.variable(chosen[heading]), word),
                help_text=f"In {heading[:150]}",
                error_messages={"required": f"Choose what “{word[:60]}” stands for"},
            )

    def words(self) -> Words:
        return {place: self.cleaned_data[name] for name, place in self.places.items()}


def hint_of(guess: Guess) -> str:
    return " ".join(guess.notes)[:300]


def _lists(
    asked: Questionnaire, foreign: Foreign, chosen: Chosen
) -> Iterator[tuple[str, str, str, Sequence[tuple[str, str]]]]:
    for at, (heading, guess) in enumerate(zip(foreign.table.header, foreign.guesses, strict=True)):
        code = chosen.get(heading, LEFT_OUT)
        if code in (LEFT_OUT, NEW):
            continue
        variable = asked.variable(code)
        choices = [(one.code, one.label) for one in variable.choices]
        for number, word in enumerate(words_of(foreign.table, heading, variable, guess)[:MOST_WORDS]):
            yield f"word_{at}_{number}", heading, word, choices
