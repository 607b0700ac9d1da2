"""The form on which people say how a session was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

POINTS = [("5", "Very much"), ("4", "Rather"), ("3", "In between"), ("2", "Rather not"), ("1", "Not at all")]


class FeedbackOfSession(forms.Form):
    """Every item may be left out; an empty form is asked for at least one."""

    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, items: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for code, words in items:
            self.fields[code] = forms.ChoiceField(
                choices=POINTS, required=False, label=words, widget=forms.RadioSelect()
            )

    def clean(self) -> dict[str, Any]:
        good = self.cleaned_data
        if not any(good.get(code) for code, _ in self.items):
            raise forms.ValidationError("Answer at least one of the questions")
        return good

    @property
    def points(self) -> dict[str, int]:
        return {code: int(self.cleaned_data[code]) for code, _ in self.items if self.cleaned_data.get(code)}
