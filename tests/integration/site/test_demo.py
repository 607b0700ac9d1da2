"""Entering the example as anybody: each role with one click in the demonstration, and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.factories import people

from thinking_together.core import permissions
from thinking_together.core.audit import AuditEvent
from thinking_together.core.mail.models import OutgoingMail
from thinking_together.core.mail.sending import send_mail
from thinking_together.core.permissions import Role, permission_of
from thinking_together.core.tasks.models import Job
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Membership, Programme
from thinking_together.site.demo import second_factor
from thinking_together.site.demo.guides import BY_ROLE, GUIDES, SUGGESTIONS
from thinking_together.site.demo.people import NotInvented, bring_in
from thinking_together.site.demo.urls import urlpatterns

pytestmark = pytest.mark.django_db
SHOW = """
import django; django.setup()
from django.urls import NoReverseMatch, reverse
from thinking_together.core import permissions
try:
    print(reverse("demo_enter", args=["lead"]))
except NoReverseMatch:
    print("no address")
print(permissions._in_the_way[0].__module__)
"""


@pytest.fixture
def demonstration(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Programme]:
    """The mode, its addresses, its way past the second factor, and an example with its people."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "thinking_together.config.demo_urls"
    monkeypatch.setattr(permissions, "_in_the_way", list(permissions._in_the_way))
    second_factor.install()
    programme = people.programme("alder", invented=True)
    bring_in(programme, by=SYSTEM)
    yield programme


def entered(role: Role) -> Client:
    visit = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visit.get("/demo/").content.decode())
    assert token
    answer = visit.post(f"/demo/enter/{role}", {"csrfmiddlewaretoken": token[1]})
    assert (answer.status_code, answer["Location"]) == (302, "/p/alder/")
    return visit


def test_everybody_is_there_once_and_came_in_as_people_do(demonstration: Programme) -> None:
    members = Membership.objects.select_related("person")
    assert {Role(m.role) for m in members} == set(Role) and len(members) == len(Role)
    assert all(m.person.email.endswith("@example.org") and m.person.name for m in members)
    assert AuditEvent.objects.filter(action="member.invited").count() == len(Role)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_entered_with_one_click_and_led_only_where_it_may(demonstration: Programme, role: Role) -> None:
    visit = entered(role)
    assert f"Your role: {role.label.lower()}." in visit.get("/p/alder/").content.decode()
    stops = re.findall(r'href="(/demo/look/\d)"', visit.get("/demo/").content.decode())
    assert len(stops) == len(BY_ROLE[role].stops) >= 3
    for number, address in enumerate(stops, start=1):
        assert visit.get(visit.get(address)["Location"]).status_code == 200
        assert f"You have been to {number} of {len(stops)} places." in visit.get("/demo/").content.decode()
    assert visit.get(f"/demo/look/{len(stops) + 1}").status_code == 404
    assert visit.get("/p/alder/people/").status_code == (200 if role is Role.LEAD else 403)


def test_entering_needs_a_form_of_ours_and_a_role_that_is_played(demonstration: Programme) -> None:
    assert Client(enforce_csrf_checks=True).post("/demo/enter/lead").status_code == 403
    visit = Client()
    assert visit.get("/demo/enter/lead").status_code == 405
    assert visit.post("/demo/enter/owner").status_code == 404
    Programme.objects.update(invented=False)
    assert visit.post("/demo/enter/lead").status_code == 404
    assert "sessionid" not in visit.cookies and visit.get("/p/alder/").status_code == 302


def test_another_visit_of_the_same_person_is_still_asked_for_a_second_factor(demonstration: Programme) -> None:
    lead = Membership.objects.get(role=Role.LEAD).person
    assert people.visit(lead).get("/p/alder/")["Location"] == "/account/second-factor/"


def test_a_visit_that_was_entered_counts_for_nothing_outside_the_demonstration(
    demonstration: Programme, settings: Any
) -> None:
    visit = entered(Role.LEAD)
    settings.DEMO = False
    assert visit.get("/p/alder/")["Location"] == "/account/second-factor/"
    assert Client().post("/demo/enter/lead").status_code == 404
    with pytest.raises(ImproperlyConfigured):
        second_factor.install()


def test_nobody_is_brought_into_a_real_programme() -> None:
    with pytest.raises(NotInvented):
        bring_in(people.programme("real"), by=SYSTEM)
    assert not Membership.objects.exists()


def test_outside_the_demonstration_there_is_no_such_address(client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo")
    assert client.get("/demo/").status_code == client.post("/demo/enter/lead").status_code == 404
    assert "/demo/" not in client.get("/").content.decode()


def test_home_leads_to_it_and_its_views_name_their_permission(demonstration: Programme, client: Client) -> None:
    assert 'href="/demo/"' in client.get("/").content.decode()
    known = {permission_of(pattern.callback) for pattern in urlpatterns}
    assert known == {permissions.Permission.PUBLIC, permissions.Permission.SIGNED_IN}
    assert len(GUIDES) == len({guide.role for guide in GUIDES}) == len(Role)


@pytest.mark.one_engine("its process has an embedded database on both")
@pytest.mark.parametrize(("mode", "there"), [("production", False), ("development", False), ("demo", True)])
def test_only_the_mode_opens_it(tmp_path: Path, mode: str, there: bool) -> None:
    """In a fresh process, as the server starts."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TT_") and k != "DATABASE_URL"}
    told = {"TT_MODE": mode, "TT_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "thinking_together.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env=kept | told, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ("/demo/enter/lead" in done.stdout) is there
    assert ("site.demo.second_factor" in done.stdout) is there


def test_progress_is_each_roles_own_and_is_kept_when_another_is_entered(demonstration: Programme) -> None:
    visit = entered(Role.LEAD)
    visit.get("/demo/look/1")
    visit.get("/demo/look/1")
    assert "You have been to 1 of 8 places." in visit.get("/demo/").content.decode()
    visit.post("/demo/enter/viewer", {"csrfmiddlewaretoken": visit.cookies["csrf"].value})
    assert "You have been to 0 of 4 places." in visit.get("/demo/").content.decode()


def test_who_was_not_entered_as_has_no_look_round(demonstration: Programme) -> None:
    assert Client().get("/demo/look/1").status_code == 302
    assert people.visit(people.person("sam@elsewhere.example")).get("/demo/look/1").status_code == 404


def test_home_says_what_to_try_to_those_who_may_come(demonstration: Programme, client: Client) -> None:
    page = client.get("/").content.decode()
    assert len(SUGGESTIONS) == 4
    for suggestion in SUGGESTIONS:
        assert suggestion.who in page and f'href="/demo/#as-{suggestion.role}"' in page


def test_a_message_is_kept_for_the_page_and_sent_to_nobody(
    demonstration: Programme, settings: Any, tmp_path: Path
) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_BACKEND = "thinking_together.core.mail.backend.QueuedBackend"
    lead = entered(Role.LEAD)
    assert "No message yet" in lead.get("/demo/mail").content.decode()
    told = {"email": "new@somewhere.example", "role": "viewer", "csrfmiddlewaretoken": lead.cookies["csrf"].value}
    assert lead.post("/p/alder/people/invite", told).status_code == 302
    kept = OutgoingMail.objects.get()
    job = Job.objects.get(kind="mail.send")
    Job.objects.filter(pk=job.pk).update(attempt=1)
    send_mail.func(SimpleNamespace(task_result=SimpleNamespace(id=str(job.pk)), attempt=1), mail=kept.pk)
    page = lead.get("/demo/mail").content.decode()
    assert "An invitation to take part" in page and "new@somewhere.example" in page
    address = re.search(r'href="http://testserver(/sign-in/invitation/[^"]+)"', page)
    assert address and Client().get(address[1]).status_code == 200


def test_hostile_words_in_a_message_are_words(demonstration: Programme, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "1.log").write_text("Subject: <b>x</b>\nTo: a@b.example\n\n<script>alert(1)</script> javascript:x\n")
    page = Client().get("/demo/mail").content.decode()
    assert "<script>alert" not in page and "<b>x" not in page and 'href="javascript' not in page


def test_outside_the_demonstration_mail_goes_by_smtp_and_no_page_shows_it(client: Client, settings: Any) -> None:
    assert settings.MAIL_TRANSPORT.endswith("smtp.SmtpTransport")
    assert client.get("/demo/mail").status_code == client.get("/demo/look/1").status_code == 404
