"""Forms of a lead who collects answers."""

from __future__ import annotations

from django import forms

from thinking_together.core.dates.fields import DateOfThree


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
