"""What members fill in about a gathering."""

from __future__ import annotations

from typing import Any

from django import forms

from thinking_together.core.dates.fields import DateOfThree, TimeOfDay, moment_of
from thinking_together.core.dates.showing import show_time
from thinking_together.core.dates.zone import local_parts
from thinking_together.gatherings.models import Gathering, GatheringKind
from thinking_together.programmes.fields import Line, Title, Words

SHORT = {"class": "govuk-input--width-5", "autocomplete": "off"}
NUMBER = SHORT | {"inputmode": "numeric"}
EDITED = (
    "title",
    "starts",
    "ends",
    "online",
    "place",
    "joining_link",
    "capacity",
    "about",
    "recording_link",
)
WEB = {"invalid": "Enter a web address in full, like https://meet.example.org/abc"}


class GatheringForm(forms.Form):
    """``starts`` and ``ends`` are typed as times of one day, and come out as moments."""

    title = Title(
        "the title",
        longest=200,
        label="Title",
        help_text="It stands in messages and calendars.",
    )
    day = DateOfThree(called="day", label="Day")
    starts = TimeOfDay(
        called="time it begins", label="Begins", help_text="Like 9:30am or 2pm.", widget=forms.TextInput(SHORT)
    )
    ends = TimeOfDay(called="time it ends", label="Ends", widget=forms.TextInput(SHORT))
    online = forms.BooleanField(required=False, label="It is online")
    place = Line(
        "the place",
        longest=200,
        required=False,
        label="Place",
        help_text="Where it is, as people find it. Leave it empty when it is online.",
    )
    joining_link = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        label="Link to join",
        help_text="Only those who have a place get it.",
        error_messages=WEB,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    capacity = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        label="How many places there are",
        help_text="Who comes after them is on the waiting list. Leave it empty for no limit.",
        widget=forms.TextInput(NUMBER),
        error_messages={
            "invalid": "How many places there are must be a whole number, like 40",
            "min_value": "How many places there are must be 1 or more",
            "max_value": "How many places there are must be 100,000 or fewer",
        },
    )
    about = Words(
        "what it is about",
        longest=5000,
        required=False,
        label="What it is about",
        help_text="For its public page. An empty line begins a paragraph, a line that begins with - is one of a list.",
    )
    recording_link = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        label="Link to the recording (optional)",
        help_text="Shown to everybody on its page.",
        error_messages=WEB,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        good = self.cleaned_data
        if not all(good.get(name) for name in ("day", "starts", "ends")):
            return good
        for name in ("starts", "ends"):
            try:
                good[name] = moment_of(good["day"], good[name], later=False)
            except forms.ValidationError as error:
                self.add_error(name, error)
                return good
        if good["ends"] <= good["starts"]:
            self.add_error("ends", "The time it ends must be after the time it begins")
        return good


class PlanForm(GatheringForm):
    kind = forms.ChoiceField(
        choices=GatheringKind.choices,
        widget=forms.RadioSelect,
        label="What kind of event it is",
        error_messages={"required": "Choose what kind of event it is"},
    )
    field_order = ("kind",)


class CallOffForm(forms.Form):
    why = Words(
        "the reason",
        longest=500,
        required=False,
        label="What to tell people (optional)",
        help_text="It stands in the message to everybody who comes or waits. Do not name anybody.",
    )


def typed(gathering: Gathering) -> dict[str, object]:
    """What the form begins with."""
    held: dict[str, object] = {name: getattr(gathering, name) for name in EDITED}
    held["day"] = gathering.day
    for name in ("starts", "ends"):
        moment = getattr(gathering, name)
        held[name] = show_time(local_parts(moment)[1]) if moment else ""
    return held
