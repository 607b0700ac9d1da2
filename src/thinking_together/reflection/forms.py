"""What leads fill in to plan sessions. Labels and hints are the page's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from thinking_together.core.dates.fields import DateOfThree, TimeOfDay, moment_of
from thinking_together.core.permissions import Role
from thinking_together.programmes.fields import EmailAddress, Line, Title
from thinking_together.programmes.models import Membership, Partner, Programme, Sector

FACILITATES = (Role.LEAD, Role.FACILITATOR)


def _whole(label: str, least: int, most: int, hint: str = "", required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        required=required,
        label=label,
        help_text=hint,
        widget=forms.TextInput({"class": "govuk-input--width-2", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": f"Enter a number: {label.lower()}",
            "invalid": f"{label} must be a whole number, like {least}",
            "min_value": f"{label} must be {least} or more",
            "max_value": f"{label} must be {most} or fewer",
        },
    )


class RulesForm(forms.Form):
    smallest = _whole("Smallest group", 2, 20, "Six or seven people talk well together.")
    largest = _whole("Largest group", 2, 20)
    sectors = _whole("Sectors in a group at least", 1, 10)
    one_organisation = _whole("People of one organisation at most", 1, 20)
    invited = _whole(
        "People invited to a session (optional)",
        2,
        30,
        "More than a group where some will cancel. Empty: as many as the cancellations so far suggest.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        good = self.cleaned_data
        if {"smallest", "largest", "sectors"} <= set(good):
            if good["largest"] < good["smallest"]:
                self.add_error("largest", "The largest group must be as large as the smallest or larger")
            if good["sectors"] > good["smallest"]:
                self.add_error("sectors", "A group cannot have more sectors than people")
            if good.get("invited") and good["invited"] < good["smallest"]:
                self.add_error("invited", "Invite at least as many people as the smallest group has")
        return good


class SessionForm(forms.Form):
    title = Title(
        "the title", longest=120, label="Title", help_text="It stands in invitations: “Reflective session 1”."
    )
    day = DateOfThree(called="day", label="Day")
    begins = TimeOfDay(called="time at which it begins", label="Begins", help_text="Like 9:30am")
    ends = TimeOfDay(called="time at which it ends", label="Ends")
    place = Line("the place", longest=200, label="Place", help_text="Address and room. Groups meet face to face.")
    facilitators = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        required=False,
        label="Who facilitates and who writes the notes",
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(programme=programme, role__in=FACILITATES).select_related("person")
        self.fields["facilitators"].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        good = self.cleaned_data
        if {"day", "begins", "ends"} <= set(good):
            for name, end in (("starts", "begins"), ("until", "ends")):
                try:
                    good[name] = moment_of(good["day"], good[end])
                except forms.ValidationError as error:
                    self.add_error(end, error)
        starts, until = good.get("starts"), good.get("until")
        if isinstance(starts, datetime) and isinstance(until, datetime) and until <= starts:
            self.add_error("ends", "It must end after it begins")
        return good


class PersonForm(forms.Form):
    email = EmailAddress("their e-mail address")
    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label="Sector",
        empty_label="Choose one",
        error_messages={"required": "Choose their sector", "invalid_choice": "Choose a sector of the list"},
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), required=False, empty_label="Another or none", label="Organisation"
    )
    role = Line("their role", longest=120, required=False, label="What they do (optional)")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = programme.sectors.all()  # type: ignore[attr-defined]
        self.fields["partner"].queryset = programme.partners.all()  # type: ignore[attr-defined]
