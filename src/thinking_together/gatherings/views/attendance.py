"""Who came, ticked off."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from thinking_together.core.permissions import Permission, requires
from thinking_together.gatherings.domain import record_attendance
from thinking_together.gatherings.domain.places import has_begun
from thinking_together.gatherings.models import AttendanceState, Gathering
from thinking_together.gatherings.overview import Named, places_of
from thinking_together.gatherings.showing import when
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent

EXPECTED = (AttendanceState.COMING, AttendanceState.ATTENDED)


class AttendanceForm(forms.Form):
    """Everybody on the list, whatever they said before: somebody who cancelled may have come after all."""

    came = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "The list has changed meanwhile: tick who came once more"}
    )

    def __init__(self, gathering: Gathering, places: list[Named], *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._gathering = gathering
        self.fields["came"].choices = [(str(p.pk), p.who) for p in places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        if not has_begun(self._gathering):
            raise forms.ValidationError("It has not begun yet: who came is noted from then on")
        return self.cleaned_data


@requires(Permission.RUN_EVENTS)
@PAGE
def attendance(request: ProgrammeRequest, programme: str, code: str) -> HttpResponse:
    """One box a person. Who was expected and is not ticked did not come."""
    found = get_object_or_404(Gathering, programme=request.programme, code=code)
    places = places_of(found)
    form = AttendanceForm(found, places, sent(request))
    if request.method == "POST" and form.is_valid():
        outcomes = outcomes_of(places, {int(pk) for pk in form.cleaned_data["came"]})
        count = record_attendance(gathering=found, outcomes=outcomes, by=request.user)
        messages.success(request, f"Noted. Changed: {count}.")
        return redirect("gathering", programme=programme, code=code)
    ticked = {int(pk) for pk in request.POST.getlist("came") if pk.isdecimal()} if request.method == "POST" else None
    came = {p.pk for p in places if p.state == AttendanceState.ATTENDED} if ticked is None else ticked
    shown = {"gathering": found, "when": when(found), "places": places, "came": came, "form": form}
    return render(request, "gatherings/attendance.html", {"programme": request.programme, **shown})


def outcomes_of(places: list[Named], came: set[int]) -> dict[int, AttendanceState]:
    """What the boxes say; nothing of somebody who was not expected and did not come."""
    outcomes = dict.fromkeys(came, AttendanceState.ATTENDED)
    missed = {p.pk: AttendanceState.DID_NOT_ATTEND for p in places if p.state in EXPECTED and p.pk not in came}
    return outcomes | missed
