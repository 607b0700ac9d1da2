"""Addresses of gatherings: for members, for everybody, and by personal link."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.gatherings.views import attendance, members, place, public, walk_in

of_members = [
    path("", members.gatherings, name="gatherings"),
    path("plan", members.plan, name="gathering_plan"),
    path("<str:code>/", members.gathering, name="gathering"),
    path("<str:code>/state", members.state, name="gathering_state"),
    path("<str:code>/change", members.change, name="gathering_change"),
    path("<str:code>/call-off", members.call_off, name="gathering_call_off"),
    path("<str:code>/attendance", attendance.attendance, name="gathering_attendance"),
    path("<str:code>/attendance/walk-in", walk_in.walk_in, name="gathering_walk_in"),
]
of_everybody = [
    path("", public.event, name="event"),
    path("thanks", public.thanks, name="event_thanks"),
    path("waiting-list", public.waiting, name="event_waiting"),
    path("calendar.ics", public.calendar_file, name="event_calendar"),
]
urlpatterns = [
    path("p/<slug:programme>/gatherings/", include(of_members)),
    path("events/<slug:programme>/<str:code>/", include(of_everybody)),
    path("places/<str:token>", place.place, name="gathering_place"),
    path("places/<str:token>/calendar.ics", place.place_calendar, name="gathering_place_calendar"),
    path("places/calendar/<str:token>", place.calendar_file, name="gathering_calendar"),
    path("places/invited/<str:token>", place.invited, name="gathering_invited"),
]
