"""Addresses of a programme's people and of its audit log."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from thinking_together.programmes.views import (
    audit,
    beginning,
    closing,
    concerns,
    entries,
    pausing,
    people,
    responsible,
    retention,
    setup,
    timetable,
)

of_setup = [
    path("", setup.setup, name="setup"),
    path("details", setup.details, name="setup_details"),
    path("numbers", setup.numbers, name="setup_numbers"),
    path("support", setup.support, name="setup_support"),
    path("sectors/", entries.sectors, name="setup_sectors"),
    path("sectors/new", entries.sectors_new, name="setup_sectors_new"),
    path("sectors/of/<str:entry>", entries.sectors_change, name="setup_sectors_change"),
    path("sectors/of/<str:entry>/remove", entries.sectors_remove, name="setup_sectors_remove"),
    path("partners/", entries.partners, name="setup_partners"),
    path("partners/new", entries.partners_new, name="setup_partners_new"),
    path("partners/of/<str:entry>", entries.partners_change, name="setup_partners_change"),
    path("partners/of/<str:entry>/remove", entries.partners_remove, name="setup_partners_remove"),
    path("close", closing.close, name="setup_close"),
    path("delete", closing.delete, name="setup_delete"),
    path("timetable/", timetable.timetable, name="setup_timetable"),
    path("timetable/<slug:phase>", timetable.phase, name="setup_phase"),
    path("retention/", retention.retention, name="setup_retention"),
    path("retention/<slug:kind>", retention.kind, name="setup_kind"),
    path("responsible/", responsible.responsible, name="setup_responsible"),
    path("responsible/<slug:duty>", responsible.duty, name="setup_duty"),
    path("responsible/<slug:duty>/end", responsible.duty_end, name="setup_duty_end"),
]
of_programme: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/invite", people.invite, name="people_invite"),
    path("people/invitations/<int:invitation>/withdraw", people.withdraw, name="people_withdraw"),
    path("people/<int:member>/role", people.member_role, name="people_role"),
    path("people/<int:member>/end", people.member_end, name="people_end"),
    path("setup/", include(of_setup)),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/<int:concern>", concerns.concern, name="concern"),
    path("pause/", pausing.pause, name="pause"),
    path("pause/<int:pause>/end", pausing.end, name="pause_end"),
    path("audit/", audit.audit, name="audit"),
    path("audit/file", audit.audit_file, name="audit_file"),
]
urlpatterns = [
    path("programmes/new/check", beginning.check, name="programme_new_check"),
    path("programmes/new/<slug:step>", beginning.step, name="programme_new"),
    path("p/<slug:programme>/", include(of_programme)),
    path("installation/log/", audit.installation, name="installation_log"),
    path("installation/log/file", audit.installation_file, name="installation_log_file"),
]
