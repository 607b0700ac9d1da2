"""What a facilitator says when the notes are finished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from thinking_together.reflection.notes_shown import Progress


class FinishForm(forms.Form):
    asked = forms.MultipleChoiceField(
        required=False,
        label="Which of these did you ask, and nobody raised anything?",
        help_text="A question that was put and drew nothing tells something. One that was not put tells nothing.",
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, silent: Sequence[Progress], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [(one.code, one.text) for one in silent]  # type: ignore[attr-defined]
