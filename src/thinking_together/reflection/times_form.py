"""What somebody fills in to offer times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.showing import when
from thinking_together.programmes.fields import Words


class Addresses(Words):
    """E-mail addresses, parted by lines, commas or semicolons."""

    def clean(self, value: Any) -> list[str]:
        found = [one for one in re.split(r"[\s,;]+", str(super().clean(value) or "")) if one]
        for one in found:
            try:
                validate_email(one)
            except ValidationError:
                raise ValidationError(f"“{one[:60]}” is not an e-mail address, like name@example.org") from None
        return found


class TimesForm(forms.Form):
    times = forms.MultipleChoiceField(
        required=False,
        label="When could you come?",
        help_text="Tick every time that you could make. You are invited to one of them.",
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": "One of these sessions is no longer planned. Look at the list again"},
    )
    apart = Addresses(
        "addresses",
        longest=1000,
        required=False,
        label="Is there anybody with whom you would not speak freely? (optional)",
        help_text="Their e-mail address at work, one a line. Only the people who plan the sessions can see it. You are "
        "not put into a group together, nobody is told why, and it is deleted when the sessions are over.",
    )
    forget = forms.BooleanField(required=False, label="Forget whom I named before")

    def __init__(self, sessions: Sequence[Gathering], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {session.code: session for session in sessions}
        choices = [(s.code, f"{when(s)}, {s.place or s.title}") for s in sessions]
        self.fields["times"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Gathering]:
        return [self.sessions[code] for code in self.cleaned_data["times"]]
