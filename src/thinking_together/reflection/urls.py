"""Addresses of the reflective sessions: for members, and by link for everybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from thinking_together.reflection.views import attendance, concern, notes, overview, people, planning, public, sessions

of_session = [
    path("", sessions.session, name="session"),
    path("change", sessions.change, name="session_change"),
    path("call-off", sessions.call_off, name="session_call_off"),
    path("attendance", attendance.attendance, name="session_attendance"),
    path("attendance/walk-in", attendance.walk_in, name="session_walk_in"),
    path("notes/<str:question>", notes.notes, name="session_notes"),
    path("finish", notes.finish, name="session_finish"),
    path("concern", concern.concern, name="session_concern"),
]
of_programme: list[URLPattern | URLResolver] = [
    path("", overview.sessions, name="sessions"),
    path("begin", overview.begin, name="sessions_begin"),
    path("groups", overview.rules, name="sessions_rules"),
    path("close", overview.close, name="sessions_close"),
    path("new", sessions.new, name="sessions_new"),
    path("people/", people.people, name="sessions_people"),
    path("people/add", people.add, name="sessions_add_person"),
    path("people/ask", people.ask, name="sessions_ask"),
    path("people/of/<str:person>", people.person, name="sessions_person"),
    path("plan/", planning.plan_page, name="sessions_plan"),
    path("plan/invite", planning.invite, name="sessions_invite"),
    path("of/<str:session>/", include(of_session)),
]
urlpatterns = [
    path("p/<slug:programme>/sessions/", include(of_programme)),
    path("sessions/times/<str:token>", public.times, name="sessions_times"),
    path("sessions/feedback/<str:token>", public.feedback, name="sessions_feedback"),
]
