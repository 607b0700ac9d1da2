"""What people fill in about themselves, and staff about people and organisations."""

from __future__ import annotations

from django import forms

from thinking_together.accounts.models import Organisation, OrganisationKind


class NameForm(forms.Form):
    name = forms.CharField(
        max_length=300,
        error_messages={"required": "Enter your name", "max_length": "Your name must be 300 characters or fewer"},
    )


class CloseForm(forms.Form):
    sure = forms.BooleanField(error_messages={"required": "Tick the box to close your account"})
    erase = forms.BooleanField(required=False)


class OrganisationForm(forms.Form):
    name = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Enter the organisation's name",
            "max_length": "The name must be 200 characters or fewer",
        },
    )
    kind = forms.ChoiceField(
        choices=OrganisationKind.choices, error_messages={"required": "Choose what kind of organisation it is"}
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if Organisation.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("There is an organisation of this name already")
        return name


class StaffInvitationForm(forms.Form):
    email = forms.EmailField(
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.org",
        }
    )
