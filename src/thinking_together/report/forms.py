"""What leads fill in about an edition."""

from __future__ import annotations

from django import forms


class AskForm(forms.Form):
    """Nothing to fill in: errors of the act stand above it."""


class BuildForm(forms.Form):
    """``newest`` is the number of the edition whose list was read, 0 where there is none."""

    confirm = forms.BooleanField(required=False)
    newest = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def confirmed(self) -> int | None:
        return (self.cleaned_data["newest"] or 0) if self.cleaned_data["confirm"] else None


class PublishForm(forms.Form):
    read = forms.BooleanField(error_messages={"required": "Tick the box once you have read the draft"})


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Say why the report is withdrawn: everybody who comes to its address reads it",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )
