"""Forms of a lead who collects answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from thinking_together.core.dates.fields import DateOfThree
from thinking_together.survey.answering.invited_list import MOST_BYTES


class OpenForm(forms.Form):
    closes = DateOfThree(
        label="Last day, if it is known",
        called="last day",
        required=False,
        help_text="Answers are taken in to its end.",
    )
    invited_only = forms.BooleanField(
        label="For invited people only",
        required=False,
        help_text="There is no link for everybody, so a response rate can be told for those on the list.",
    )


class ListForm(forms.Form):
    """People to invite: pasted, or in a file; each with a sector where the questionnaire asks for it."""

    pasted = forms.CharField(
        label="Paste lines",
        required=False,
        widget=forms.Textarea,
        help_text="One person a line: the e-mail address, a comma, the code of the sector.",
    )
    file = forms.FileField(label="Or a CSV file", required=False, help_text="With the columns address and sector.")

    def __init__(self, sectors: Collection[str], *args: Any) -> None:
        super().__init__(*args)
        if not sectors:
            self.fields["pasted"].help_text = "One e-mail address a line."
            self.fields["file"].help_text = "With the column address."

    def given(self) -> bytes:
        """What was handed in."""
        file = self.cleaned_data["file"]
        return file.read(MOST_BYTES + 1) if file else str(self.cleaned_data["pasted"]).encode()


class OffForm(forms.Form):
    address = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={"required": "Write the address", "invalid": "Write an e-mail address like name@example.org"},
    )
