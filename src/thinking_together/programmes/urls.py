"""Addresses of a programme's people and of its audit log."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.programmes.views import audit, people

of_programme = [
    path("people/", people.people, name="people"),
    path("people/invite", people.invite, name="people_invite"),
    path("people/invitations/<int:invitation>/withdraw", people.withdraw, name="people_withdraw"),
    path("people/<int:member>/role", people.member_role, name="people_role"),
    path("people/<int:member>/end", people.member_end, name="people_end"),
    path("audit/", audit.audit, name="audit"),
    path("audit/file", audit.audit_file, name="audit_file"),
]
urlpatterns = [path("p/<slug:programme>/", include(of_programme))]
