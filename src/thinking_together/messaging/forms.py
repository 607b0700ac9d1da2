"""What leads fill in about messages."""

from __future__ import annotations

from django import forms

from thinking_together.core.dates.fields import TimeOfDay

NARROW = {"class": "govuk-input--width-5", "autocomplete": "off"}


class QuietForm(forms.Form):
    begins = TimeOfDay(
        called="time from which it is quiet",
        label="From",
        help_text="Like 8pm. The same time twice means that there are no quiet hours.",
        widget=forms.TextInput(NARROW),
    )
    ends = TimeOfDay(
        called="time until which it is quiet",
        label="Until",
        help_text="Like 7am, the next morning.",
        widget=forms.TextInput(NARROW),
    )
