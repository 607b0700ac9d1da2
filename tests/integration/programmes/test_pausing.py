"""Pause everything: one button stops what goes out, and nobody but the safeguarding lead or deputy starts it again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client
from tests.factories import people

from thinking_together.bundle.commands import export_folder, import_folder
from thinking_together.core.audit import AuditEvent
from thinking_together.core.editing import version_of
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.pausing import NotForThem, pause, resume
from thinking_together.programmes.domain.people import end_membership
from thinking_together.programmes.domain.responsible import FIELDS, name_responsible
from thinking_together.programmes.models import DutyCode, Membership, Pause, Programme, Responsible
from thinking_together.programmes.pauses import paused
from thinking_together.report.models import Edition, EditionPicture

pytestmark = pytest.mark.django_db
PAGE = "/p/alder/pause/"
PICTURE = "/reports/alder-1/pictures/0a.svg"


@pytest.fixture
def alder() -> Programme:
    made = people.programme("alder", invented=True)
    edition = Edition.objects.create(
        programme=made,
        number=1,
        slug="alder-1",
        state="example",
        invented=True,
        title="Findings of alder",
        as_of=date(2023, 3, 3),
        sha256="0" * 64,
        document={},
    )
    EditionPicture.objects.create(edition=edition, key="0a", svg="<svg>Findings of alder</svg>")
    return made


@pytest.fixture
def lead(alder: Programme) -> Membership:
    return people.member(alder, Role.LEAD)


@pytest.fixture
def deputy(alder: Programme, lead: Membership) -> Membership:
    """A viewer, who answers for safeguarding."""
    name(lead, "ada@alder.example")
    return people.member(alder, Role.VIEWER, "ada@alder.example", name="Ada")


def name(by: Membership, email: str) -> Responsible:
    yours = {"name": "Ada", "email": email, "phone": "01632 960002"}
    held = Responsible.objects.filter(programme=by.programme).first() or Responsible()
    return name_responsible(
        programme=by.programme,
        duty=DutyCode.SAFEGUARDING_DEPUTY,
        version=version_of(held, FIELDS),
        yours=yours,
        by=by.person,
    )


def visit(member: Membership) -> Client:
    return people.visit(member.person, second_factor=member.role == Role.LEAD)


def test_two_clicks_from_the_dashboard_and_nothing_is_shown_outside(alder: Programme, lead: Membership) -> None:
    client = visit(lead)
    assert f'href="{PAGE}"' in client.get("/p/alder/").content.decode()
    assert client.post(PAGE, {"of": "programme", "reason": ""}).status_code == 302
    assert paused(alder)
    for path in ("/reports/alder-1/", PICTURE, "/reports/alder-1/evidence/survey/training"):
        page = people.visit(None).get(path)
        html = page.content.decode()
        assert (page.status_code, page["Cache-Control"], page["X-Robots-Tag"]) == (200, "no-store", "noindex")
        assert html.index("Need help now?") < html.index("<h1") < html.rindex("This page is paused")
        assert "Findings of alder" not in html
    for path in ("/p/alder/", "/p/alder/people/", "/p/alder/setup/"):
        assert "Paused: everything" in client.get(path).content.decode(), path


def test_a_member_still_reads_what_outside_is_held_back(alder: Programme, lead: Membership) -> None:
    pause(programme=alder, by=lead.person)
    stranger = people.visit(people.person("eve@elsewhere.example"))
    assert "This page is paused" in stranger.get(PICTURE).content.decode()
    assert "Findings of alder" in visit(lead).get(PICTURE).content.decode()


def test_the_lead_alone_does_not_end_it(alder: Programme, lead: Membership, deputy: Membership) -> None:
    made = pause(programme=alder, by=lead.person)
    client = visit(lead)
    assert client.post(f"{PAGE}{made.pk}/end").status_code == 403
    with pytest.raises(NotForThem):
        resume(pause=made, by=lead.person)
    with pytest.raises(NotForThem):
        resume(pause=made, by=SYSTEM)
    assert "End the pause" not in client.get(PAGE).content.decode()
    assert "Only Ada can end it" in client.get("/p/alder/").content.decode()
    assert paused(alder)


def test_a_lead_who_names_themselves_once_it_is_paused_does_not_end_it(alder: Programme, lead: Membership) -> None:
    made = pause(programme=alder, by=lead.person)
    name(lead, lead.person.email.upper())
    page = visit(lead).post(f"{PAGE}{made.pk}/end").content.decode()
    assert "Only the safeguarding lead or deputy can end a pause" in page
    assert paused(alder)


def test_whom_the_lead_names_during_the_pause_may_end_it(alder: Programme, lead: Membership) -> None:
    made = pause(programme=alder, by=lead.person)
    name(lead, "ada@alder.example")
    ada = people.member(alder, Role.VIEWER, "ada@alder.example")
    assert visit(ada).post(f"{PAGE}{made.pk}/end")["Location"] == "/p/alder/"
    assert not paused(alder)


def test_the_deputy_ends_it_once_and_pages_are_back(alder: Programme, lead: Membership, deputy: Membership) -> None:
    made = pause(programme=alder, by=lead.person)
    client = visit(deputy)
    assert "End the pause" in client.get(PAGE).content.decode()
    for _ in range(2):
        assert client.post(f"{PAGE}{made.pk}/end").status_code == 302
    assert not paused(alder)
    assert AuditEvent.objects.filter(action="programme.resumed").count() == 1
    assert "Findings of alder" in people.visit(None).get(PICTURE).content.decode()


def test_the_deputy_may_pause_and_another_viewer_may_not(alder: Programme, deputy: Membership) -> None:
    viewer = people.member(alder, Role.VIEWER, "other@alder.example")
    assert visit(viewer).post(PAGE, {"of": "programme"}).status_code == 403
    assert not paused(alder)
    assert PAGE not in visit(viewer).get("/p/alder/").content.decode()
    assert visit(deputy).post(PAGE, {"of": "programme"}).status_code == 302
    assert paused(alder)


def test_a_deputy_who_is_no_member_any_more_ends_nothing(alder: Programme, deputy: Membership) -> None:
    made = pause(programme=alder, by=SYSTEM)
    end_membership(membership=deputy, by=SYSTEM)
    assert visit(deputy).post(f"{PAGE}{made.pk}/end").status_code == 404
    with pytest.raises(NotForThem):
        resume(pause=made, by=deputy.person)


def test_somebody_of_another_programme_neither_pauses_nor_ends(alder: Programme, deputy: Membership) -> None:
    birch = people.programme("birch")
    other = people.member(birch, Role.LEAD)
    made = pause(programme=alder, by=SYSTEM)
    theirs = pause(programme=birch, by=SYSTEM)
    client = visit(other)
    assert client.post(PAGE, {"of": "programme"}).status_code == 404
    assert client.post(f"{PAGE}{made.pk}/end").status_code == 404
    assert visit(deputy).post(f"{PAGE}{theirs.pk}/end").status_code == 404
    assert (paused(alder), paused(birch)) == (True, True)


def test_one_organisation_is_paused_on_its_own(alder: Programme, lead: Membership) -> None:
    school, trust = (alder.partners.create(code=code, name=code.title()) for code in ("school", "trust"))
    other = people.programme("birch").partners.create(code="x", name="X")
    client = visit(lead)
    assert "Choose the organisation" in client.post(PAGE, {"of": "partner"}).content.decode()
    assert client.post(PAGE, {"of": "partner", "partner": other.pk}).status_code == 200
    assert not Pause.objects.exists()
    assert client.post(PAGE, {"of": "partner", "partner": school.pk}).status_code == 302
    assert [paused(alder), paused(alder, school), paused(alder, trust)] == [False, True, False]
    assert "Findings of alder" in people.visit(None).get(PICTURE).content.decode()
    pause(programme=alder, by=lead.person)
    assert [paused(alder), paused(alder, school), paused(alder, trust)] == [True, True, True]
    client.post("/p/alder/setup/partners/of/school/remove")
    assert paused(alder, school)


def test_pressed_twice_it_is_one_pause_and_its_reason_is_not_in_the_log(alder: Programme, lead: Membership) -> None:
    client = visit(lead)
    for _ in range(2):
        client.post(PAGE, {"of": "programme", "reason": "<b>Because</b> 🌿"})
    made = Pause.objects.get()
    assert made.reason == "<b>Because</b> 🌿"
    assert "&lt;b&gt;Because" in client.get(PAGE).content.decode()
    assert "Because" not in str(list(AuditEvent.objects.values_list("label", "details")))
    assert "Because" not in people.visit(None).get("/reports/alder-1/").content.decode()
    assert "500 characters or fewer" in client.post(PAGE, {"reason": "x" * 501}).content.decode()


def test_a_folder_that_replaces_the_programme_ends_no_pause(alder: Programme, lead: Membership, tmp_path: Path) -> None:
    alder.editions.all().delete()
    alder.sectors.create(code="health", name="Health")
    export_folder(alder, tmp_path / "without")
    school = alder.partners.create(code="school", name="School")
    export_folder(alder, tmp_path / "with")
    pause(programme=alder, partner=school, by=lead.person)
    again = import_folder(tmp_path / "with", replace=True, by=lead.person)
    assert (paused(again), paused(again, again.partners.get())) == (False, True)
    without = import_folder(tmp_path / "without", replace=True, by=lead.person)
    assert paused(without)


@pytest.mark.parametrize("role", [Role.LEAD, Role.VIEWER])
def test_the_page_of_an_error_asks_the_database_nothing(
    alder: Programme, deputy: Membership, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause(programme=alder, by=SYSTEM)
    client = visit(Membership.objects.get(programme=alder, role=role))
    client.raise_request_exception = False
    away: list[bool] = []

    def goes_away(*_: object) -> NoReturn:
        away.append(True)
        raise OperationalError("database is locked")

    def ask(execute: Any, *asked: Any) -> Any:
        if away:
            raise OperationalError("database is locked")
        return execute(*asked)

    monkeypatch.setattr("thinking_together.site.views.dashboard", goes_away)
    with connection.execute_wrapper(ask):
        page = client.get("/p/alder/")
    assert (page.status_code, away) == (503, [True])
    assert "INVENTED" in page.content.decode() and "Paused: everything" in page.content.decode()
