"""What is filled in to remove words for good."""

from __future__ import annotations

from typing import Any

from django import forms

from thinking_together.evidence.words_found import Places

LEAST = 3


class WordsForm(forms.Form):
    words = forms.CharField(
        min_length=LEAST,
        max_length=200,
        error_messages={
            "required": "Enter the name or the words",
            "min_length": f"Enter at least {LEAST} characters",
            "max_length": "Enter at most 200 characters",
        },
    )


class RemoveForm(forms.Form):
    """What of the places that were found is removed; nothing else can be chosen."""

    chosen = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose what to remove",
            "invalid_choice": "Something that you chose is not there any more. Choose again",
        },
    )
    sure = forms.BooleanField(error_messages={"required": "Tick the box if it may be removed for good"})

    def __init__(self, places: Places, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {f"{found.kind}:{found.key}": found for found in places.all}
        self.fields["chosen"].choices = [(value, found.called) for value, found in choices.items()]  # type: ignore[attr-defined]
        self.passages = {value: found.passage for value, found in choices.items()}

    def clean_chosen(self) -> list[tuple[str, str]]:
        """``text``, ``line`` or the kind of a record, and its key."""
        return [tuple(each.split(":", 1)) for each in self.cleaned_data["chosen"]]
