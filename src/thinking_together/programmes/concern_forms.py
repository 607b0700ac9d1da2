"""What people fill in about a safeguarding concern."""

from __future__ import annotations

from django import forms

from thinking_together.programmes.fields import Words


class ConcernForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput())
    worry = Words(
        "what worries you",
        longest=4000,
        required=False,
        label="What worries you (optional)",
        help_text="Only the safeguarding lead and deputy read it. Write no more than they need.",
    )


class SettleForm(forms.Form):
    done = Words(
        "what was done",
        longest=4000,
        label="What was done",
        help_text="Whom you told, when, and what follows. Do not copy what belongs in a child’s record.",
    )
    put_back = forms.BooleanField(
        required=False,
        label="The words may go back to where they stood",
        help_text="Then those who work on the notes read them again. Otherwise they are removed for good.",
    )
