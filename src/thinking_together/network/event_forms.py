"""What leads fill in about a webinar or meeting of the network."""

from __future__ import annotations

from typing import Any

from django import forms

from thinking_together.core.dates.fields import DateOfThree, TimeOfDay, moment_of
from thinking_together.core.dates.showing import show_time
from thinking_together.core.dates.zone import local_parts
from thinking_together.core.school_filters import blocked
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringKind
from thinking_together.network.forms import LONGEST, MARKDOWN
from thinking_together.network.queries import EVENT_KINDS
from thinking_together.programmes.setup_forms import Line, Words

LINK = {"invalid": "Enter a whole address, like https://example.org/meeting"}


class EventForm(forms.Form):
    title = Line("the title", longest=120, label="Title", help_text="It also stands in subjects of e-mail.")
    day = DateOfThree(called="day", label="Day")
    begins = TimeOfDay(called="time when it begins", label="Begins at", help_text="Like 9:30am or 14:00.")
    finishes = TimeOfDay(called="time when it ends", label="Ends at")
    online = forms.BooleanField(required=False, label="It is online")
    place = Line("the place", longest=200, required=False, label="Place", help_text="Leave it empty when it is online.")
    joining_link = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        label="Link to join (optional)",
        help_text="Only those who have a place are told it.",
        widget=forms.URLInput({"autocomplete": "off"}),
        error_messages=LINK,
    )
    capacity = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        label="How many places there are (optional)",
        help_text="Who comes later waits, and moves up when somebody cancels.",
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "How many places there are must be a whole number, like 150",
            "min_value": "How many places there are must be 1 or more",
            "max_value": "How many places there are must be 100,000 or fewer",
        },
    )
    about = Words("what it is about", longest=LONGEST, required=False, label="What it is about", help_text=MARKDOWN)
    recording_link = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        label="Link to the recording (optional)",
        help_text="Everybody sees it, once you give it.",
        widget=forms.URLInput({"autocomplete": "off"}),
        error_messages=LINK,
    )

    def __init__(self, *args: Any, planned_size: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._planned_size = planned_size

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        if blocked(title):
            raise forms.ValidationError("Filters of schools block titles with self-harm in them. Choose other words")
        return title

    def clean(self) -> dict[str, Any]:
        """``starts`` and ``ends`` are moments; on the night when the clocks go back the first of the two."""
        good = self.cleaned_data
        day = good.get("day")
        for name, field in (("starts", "begins"), ("ends", "finishes")):
            if day and good.get(field):
                try:
                    good[name] = moment_of(day, good[field], later=False)
                except forms.ValidationError as error:
                    self.add_error(field, error)
        if "starts" in good and "ends" in good and good["ends"] <= good["starts"]:
            self.add_error("finishes", "It must end after it begins")
        if not good.get("online") and not good.get("place") and "place" not in self.errors:
            self.add_error("place", "Enter the place, or tick that it is online")
        good["planned_size"] = self._planned_size
        return good


class NewEventForm(EventForm):
    kind = forms.ChoiceField(
        choices=[(kind.value, str(kind.label)) for kind in EVENT_KINDS],
        initial=GatheringKind.WEBINAR,
        widget=forms.RadioSelect(),
        label="What it is",
        error_messages={"required": "Choose what it is", "invalid_choice": "Choose what it is"},
    )

    field_order = ("kind",)


class WhyForm(forms.Form):
    why = Words(
        "why",
        longest=500,
        required=False,
        label="Why (optional)",
        help_text="It stands in the message to those who signed up. Do not name anybody.",
    )


class CameForm(forms.Form):
    """Who came, of those who had a place or gave it back."""

    came = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        label="Who came",
        error_messages={"invalid_choice": "The list has changed. Look at it again"},
    )

    def __init__(self, places: list[Attendance], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places
        self.fields["came"].choices = [(str(place.pk), _named(place)) for place in places]  # type: ignore[attr-defined]

    def outcomes(self) -> dict[int, AttendanceState]:
        """Who is ticked came. Who is not, and had not cancelled, did not."""
        came = set(self.cleaned_data["came"])
        found = {}
        for place in self._places:
            if str(place.pk) in came:
                found[place.pk] = AttendanceState.ATTENDED
            elif place.state != AttendanceState.CANCELLED:
                found[place.pk] = AttendanceState.DID_NOT_ATTEND
        return found


def _named(place: Attendance) -> str:
    person = place.participant
    name = (person.email or person.code) if person else "somebody"
    cancelled = ", had cancelled" if place.state == AttendanceState.CANCELLED else ""
    return f"{name}, {place.sector}{cancelled}"


def initial_of(gathering: Gathering) -> dict[str, Any]:
    """What the form begins with."""
    found = {
        name: getattr(gathering, name)
        for name in ("title", "online", "place", "joining_link", "capacity", "about", "recording_link", "day")
    }
    if gathering.starts and gathering.ends:
        found |= {
            "begins": show_time(local_parts(gathering.starts)[1]),
            "finishes": show_time(local_parts(gathering.ends)[1]),
        }
    return found
