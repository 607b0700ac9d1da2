"""What leads fill in about the people of their programme."""

from __future__ import annotations

from typing import Any

from django import forms

from thinking_together.accounts.models import Organisation
from thinking_together.core.audit_reading import in_words
from thinking_together.core.permissions import Role
from thinking_together.programmes.models import ROLES, Programme, Sector

CHOOSE_ROLE = {"required": "Choose a role", "invalid_choice": "Choose a role from the list"}


class InviteForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.org",
        },
    )
    role = forms.ChoiceField(choices=ROLES, error_messages=CHOOSE_ROLE)
    sector = forms.ModelChoiceField(Sector.objects.none(), required=False, empty_label="None or several")
    organisation = forms.ModelChoiceField(Organisation.objects.all(), required=False, empty_label="Not known")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = programme.sectors.all()  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=ROLES, error_messages=CHOOSE_ROLE)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


DAY = {"invalid": "Enter a day like 31/3/2026"}


class AuditForm(forms.Form):
    """What the audit log is narrowed by."""

    who = forms.CharField(required=False, max_length=300)
    action = forms.ChoiceField(required=False, choices=[])
    since = forms.DateField(required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"], error_messages=DAY)
    until = forms.DateField(required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"], error_messages=DAY)

    def __init__(self, actions: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(action, in_words(action)) for action in actions]
        self.fields["action"].choices = [("", "Everything"), *shown]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Nothing to fill in: errors of the act stand above it."""
