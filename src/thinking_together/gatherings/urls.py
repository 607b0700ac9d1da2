"""Addresses of gatherings: for members, for everybody, and by personal link."""

from __future__ import annotations

from django.urls import path

from thinking_together.gatherings.views import place, public

urlpatterns = [
    path("events/<slug:programme>/<str:code>/", public.event, name="event"),
    path("events/<slug:programme>/<str:code>/thanks", public.thanks, name="event_thanks"),
    path("events/<slug:programme>/<str:code>/waiting-list", public.waiting, name="event_waiting"),
    path("events/<slug:programme>/<str:code>/calendar.ics", public.calendar_file, name="event_calendar"),
    path("places/<str:token>", place.place, name="gathering_place"),
    path("places/invited/<str:token>", place.invited, name="gathering_invited"),
]
