"""A lead takes a programme out, brings it in elsewhere, builds its report, publishes it and withdraws it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people
from tests.factories.reports import small_figures, small_programme
from tests.factories.windows import looked_at
from tests.factories.worked import do_what_waits

from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.people import grant_membership
from thinking_together.programmes.models import Programme
from thinking_together.report import building

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture
def lead(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Leads a programme that is not invented, and is staff of the installation, where it begins anew."""
    settings.VAR = tmp_path
    monkeypatch.setattr(building, "report_files", lambda *given: {"short-report.pdf": b"%PDF-", "slides.pptx": b"PK"})
    with small_figures():
        who = people.person("lead@smallshire.example", is_installation_staff=True)
        programme = small_programme(invented=False, area_code="E06000036")
        grant_membership(programme=programme, person=who, role=Role.LEAD, by=SYSTEM)
        yield who


def come_in(page: Page, live_server: LiveServer, settings: Any, who: Person) -> None:
    cookie = people.visit(who, second_factor=True).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def with_a_fault(packed: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as good, zipfile.ZipFile(out, "w") as bad:
        for name in good.namelist():
            added = b"navy,Navy,x,\n" if name == "programme/sectors.csv" else b""
            bad.writestr(name, good.read(name) + added)
    return out.getvalue()


def section(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Sections").get_by_role("link", name=name).click()


def hand_in(page: Page, content: bytes, name: str = "smallshire.zip") -> None:
    page.get_by_label("Zip file of a bundle").set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="Check and import").focus()
    page.keyboard.press("Enter")


def done(page: Page) -> None:
    """The worker does it, and who waits looks again."""
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    do_what_waits()
    page.get_by_role("link", name="Look again").click()


def test_from_an_export_to_a_report_that_is_withdrawn(
    live_server: LiveServer, settings: Any, lead: Person, page: Page, open_page: Callable[..., Page], axe: Check
) -> None:
    come_in(page, live_server, settings, lead)
    page.goto(f"{live_server.url}/p/smallshire/")
    section(page, "Set up")
    page.get_by_role("link", name="Export and import").click()
    looked_at(page, axe)
    packed = _export(page, axe)

    Programme.objects.all().delete()  # elsewhere
    page.goto(f"{live_server.url}/bundles/import")
    looked_at(page, axe)
    _import(page, axe, packed)

    section(page, "Short report")
    expect(page.get_by_text("No edition is here yet.")).to_be_visible()
    looked_at(page, axe)
    page.get_by_role("button", name="Build a new draft").click()
    looked_at(page, axe)
    page.get_by_role("button", name="Build").click()
    looked_at(page, axe)
    done(page)
    expect(page.get_by_text("Nothing was found on")).to_be_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="Read edition 1").click()
    expect(page.get_by_text("Draft: not published.")).to_be_visible()
    at = page.url

    nobody = open_page()
    assert nobody.goto(at).status == 404
    page.go_back()
    _publish(page, axe)
    assert nobody.goto(at).status == 200
    looked_at(nobody, axe)

    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    looked_at(page, axe)
    page.get_by_label("Why is it withdrawn?").fill("A table was wrong.")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Edition 1 is withdrawn")).to_be_visible()
    looked_at(page, axe)
    assert nobody.goto(at).status == 410
    expect(nobody.get_by_text("A table was wrong.")).to_be_visible()
    looked_at(nobody, axe)


def _export(page: Page, axe: Check) -> bytes:
    page.get_by_role("button", name="Export this programme").click()
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page).to_have_title("Error: Export this programme – Thinking together in Smallshire")
    looked_at(page, axe)
    page.get_by_role("link", name="Say what the bundle is needed for").click()
    page.keyboard.type("To mend the findings")
    page.get_by_label("I keep the file").check()
    page.get_by_role("button", name="Export").click()
    looked_at(page, axe)
    done(page)
    looked_at(page, axe)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Download the bundle").click()
    packed = Path(fetched.value.path()).read_bytes()
    page.get_by_role("link", name="Back to export and import").click()
    expect(page.get_by_role("row", name="To mend the findings")).to_contain_text("Fetched on")
    looked_at(page, axe)
    return packed


def _import(page: Page, axe: Check, packed: bytes) -> None:
    hand_in(page, b"no zip file", "notes.txt")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    looked_at(page, axe)
    hand_in(page, with_a_fault(packed), "faulty.zip")
    expect(page.locator("h1")).to_have_text("Import of faulty.zip")
    looked_at(page, axe)
    done(page)
    expect(page.get_by_text("Nothing was imported.")).to_be_visible()
    expect(page.get_by_role("row", name="programme/sectors.csv")).to_contain_text("headcount")
    looked_at(page, axe)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download the problems").click()
    assert "headcount" in Path(fetched.value.path()).read_text()
    page.get_by_role("link", name="Import another file").click()
    hand_in(page, packed)
    done(page)
    expect(page.get_by_text("It is imported.")).to_be_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="Open the programme").click()
    expect(page.get_by_text("Your role: lead")).to_be_visible()


def _publish(page: Page, axe: Check) -> None:
    page.get_by_role("button", name="Publish this draft").click()
    page.get_by_role("button", name="Agree to publish").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    looked_at(page, axe)
    page.get_by_label("I have read this draft").check()
    page.get_by_role("button", name="Agree to publish").click()
    looked_at(page, axe)
    done(page)
    expect(page.get_by_text("published on")).to_be_visible()
    looked_at(page, axe)
