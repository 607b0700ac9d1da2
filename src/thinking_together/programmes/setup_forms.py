"""What leads fill in to set up a programme. Labels and hints are the page's words."""

from __future__ import annotations

from typing import Any

from django import forms

from thinking_together.accounts.models import Organisation
from thinking_together.core.dates.fields import DateOfThree
from thinking_together.programmes.fields import EmailAddress, Line, Words, code_of_area
from thinking_together.programmes.models import SAFEGUARDING, DutyCode, Partner, Programme, Sector


class DetailsForm(forms.Form):
    title = Line(
        "the title",
        longest=200,
        label="Title",
        help_text="It stands on every page and on the report. School filters block some words: better do without them.",
    )
    subtitle = Line("the line under the title", longest=300, required=False, label="A line under the title (optional)")
    place = Line("the place", longest=120, label="Place", help_text="The name that people who live there use.")
    area_code = code_of_area(
        "the area code",
        label="Area code",
        help_text="Of the Office for National Statistics, like E06000036. Published figures are found by it.",
    )
    comparator_code = code_of_area(
        "the code of the area to compare with",
        label="Code of the area to compare with",
        help_text="England is E92000001.",
    )
    as_of = DateOfThree(called="day that the report describes", label="Day that the report describes")
    lead = Line(
        "who leads the programme",
        longest=120,
        required=False,
        label="Who leads the programme, by role (optional)",
        help_text="Like: public health consultant. It stands in the report.",
    )
    contact = Line(
        "how to reach the programme",
        longest=200,
        required=False,
        label="How to reach the programme",
        help_text="An address that more than one person reads. People outside see it.",
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._invented = programme.invented

    def clean_area_code(self) -> str:
        code = str(self.cleaned_data["area_code"])
        if code.startswith("X") != self._invented:
            raise forms.ValidationError(
                "An invented place has a code that begins with X"
                if self._invented
                else "A code that begins with X is for invented places"
            )
        return code


class NumbersForm(forms.Form):
    children_number = Line(
        "the number for a concern about a child",
        longest=200,
        label="Number for a concern about a child",
        help_text="Of children’s services, with the number out of hours. It stands beside every field for free text.",
    )
    local_support = Line(
        "the local support line",
        longest=300,
        label="Local support line",
        help_text="For staff and families, with its name, like: Wellbeing line, 01632 960001.",
    )
    reading_rota = Line(
        "who reads free text, and when",
        longest=500,
        label="Who reads free text, and when",
        help_text="Like: the safeguarding lead, every working day by noon. Nothing opens without it.",
        widget=forms.Textarea(),
    )


class SupportForm(forms.Form):
    checked = forms.BooleanField(
        label="I have rung or looked up each line, and all of them are right",
        error_messages={"required": "Tick the box once you have checked every line"},
    )


class SectorForm(forms.Form):
    name = Line("the name", longest=120, label="Name of the sector", help_text="As the report prints it.")
    includes = Words(
        "who belongs to it",
        longest=300,
        required=False,
        label="Who belongs to it",
        help_text="So that people find themselves. Up to 300 characters.",
    )
    headcount = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=10_000_000,
        label="How many people work in it",
        help_text="Participation is measured against it. Leave it empty while you do not know.",
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "How many people work in it must be a whole number, like 1200",
            "min_value": "How many people work in it must be 0 or more",
            "max_value": "How many people work in it must be 10,000,000 or fewer",
        },
    )


class PartnerForm(forms.Form):
    name = Line("the name", longest=200, label="Name of the organisation", help_text="As the report prints it.")
    sector = forms.ModelChoiceField(
        Sector.objects.none(), required=False, empty_label="None or several", label="Sector"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        required=False,
        empty_label="Not known here",
        label="Organisation whose people sign in",
        help_text="So that its members are known as its members.",
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = programme.sectors.all()  # type: ignore[attr-defined]


class PhaseForm(forms.Form):
    starts = DateOfThree(called="first day", label="First day")
    ends = DateOfThree(called="last day", label="Last day")
    summary = Words(
        "how it is done",
        longest=2000,
        required=False,
        label="How it is done (optional)",
        help_text="A sentence or two; the report prints it.",
    )

    def clean(self) -> dict[str, Any]:
        good = self.cleaned_data
        if good.get("starts") and good.get("ends") and good["ends"] < good["starts"]:
            self.add_error("ends", "The last day must be the same as or after the first day")
        return good


class ResponsibleForm(forms.Form):
    name = Line("their name", longest=300, label="Name")
    email = EmailAddress(
        "their e-mail address",
        required=False,
        help_text="If it is the address they sign in with, they are known by it.",
    )
    phone = Line("their telephone number", longest=60, required=False, width=20, label="Telephone number")

    def __init__(self, duty: DutyCode, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if duty in SAFEGUARDING:
            self.fields["email"].required = self.fields["phone"].required = True


class PauseForm(forms.Form):
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        required=False,
        label="Organisation",
        empty_label="Choose one",
        error_messages={"required": "Choose the organisation", "invalid_choice": "Choose an organisation of the list"},
    )
    reason = Words(
        "the reason",
        longest=500,
        required=False,
        label="Why (optional)",
        help_text="For the members of this programme. Do not name anybody.",
    )

    def __init__(self, programme: Programme, of_partner: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = programme.partners.all()  # type: ignore[attr-defined]
        self.fields["partner"].required = of_partner
        self._of_partner = of_partner

    def clean_partner(self) -> Partner | None:
        return self.cleaned_data["partner"] if self._of_partner else None


class DeleteForm(forms.Form):
    typed = Line("the short name", longest=80, width=20, label="Short name")


class RetentionForm(forms.Form):
    months = forms.IntegerField(
        min_value=1,
        max_value=240,
        label="Months",
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Enter for how many months it is kept",
            "invalid": "Months must be a whole number, like 24",
            "min_value": "Months must be 1 or more",
            "max_value": "Months must be 240 or fewer",
        },
    )
    why = Words("why it is kept so long", longest=300, label="Why", help_text="People who take part may ask.")
