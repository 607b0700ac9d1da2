"""What people outside fill in: signing up, and why they cannot come."""

from __future__ import annotations

from typing import Any

from django import forms

from thinking_together.gatherings.models import AbsenceReason
from thinking_together.programmes.fields import EmailAddress, Line
from thinking_together.programmes.models import Partner, Programme, Sector


class SignUpForm(forms.Form):
    """The same for everybody: it does not tell whether an address is known."""

    email = EmailAddress(
        "your e-mail address", fills_in=True, help_text="Where we send whether you have a place. At work is best."
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label="Where you work",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose where you work", "invalid_choice": "Choose where you work"},
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        required=False,
        empty_label="Another, or none of these",
        label="Your organisation",
        error_messages={"invalid_choice": "Choose an organisation of the list"},
    )
    role = Line("your role", longest=120, required=False, label="Your role (optional)")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = programme.sectors.all()  # type: ignore[attr-defined]
        self.fields["partner"].queryset = programme.partners.all()  # type: ignore[attr-defined]


class WalkInForm(SignUpForm):
    """Somebody who came without a place: their address only where they gave it."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(programme, *args, **kwargs)
        self.fields["email"] = EmailAddress(
            "their e-mail address",
            required=False,
            label="Their e-mail address (optional)",
            help_text="Only if they gave it to you for this: then they can be asked how it was.",
        )
        choose = "Choose where they work"
        self.fields["sector"].label = "Where they work"
        self.fields["sector"].error_messages |= {"required": choose, "invalid_choice": choose}
        self.fields["partner"].label = "Their organisation"
        self.fields["role"].label = "Their role (optional)"


class CancelForm(forms.Form):
    """A coarse reason: illness and family are nobody's business here."""

    reason = forms.ChoiceField(
        choices=[(r.value, r.label.capitalize()) for r in AbsenceReason if r is not AbsenceReason.NOT_GIVEN]
        + [(AbsenceReason.NOT_GIVEN.value, "I would rather not say")],
        label="Why can you not come?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why, or that you would rather not say"},
    )
