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
