"""A board member reads the report: as a file, its supplement, and on the site; at a desk, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer
from tests.factories.reports import small_figures, small_programme
from tests.factories.windows import scrolls_sideways

from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.resolve import Resolver
from thinking_together.report.commands import freeze_edition
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.html import FilePlaces, file_html
from thinking_together.report.supplement.build import supplements
from thinking_together.report.supplement.findings import findings_page
from thinking_together.report.supplement.page import page as supplement_page
from thinking_together.report.supplement.trails import trails_page

pytestmark = pytest.mark.django_db
FILES = ["short-report", *(f"supplement/{n}" for n in ("findings", "recommendations", "survey", "baseline"))]
ON_SITE = ["", "evidence/survey/training?option=on_the_job&sector=-health", "findings/f01", "recommendations/r03"]
# What stands past the right edge without a place of its own in which it scrolls.
OUTSIDE = """() => [...document.querySelectorAll('main *')].filter(e =>
    e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.scroll')
    && getComputedStyle(e).position !== 'absolute').map(e => e.outerHTML.slice(0, 120))"""
CUT = """() => [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX !== 'visible').map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def folder(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The pages of a small report, as its files."""
    out = tmp_path_factory.mktemp("pages")
    (out / "supplement").mkdir()
    with django_db_blocker.unblock(), small_figures(), transaction.atomic():  # type: ignore[attr-defined]
        programme = small_programme()
        resolver = Resolver(programme)
        made = assemble(programme, resolver=resolver, evidence_pictures=False)
        document, drawings = made.document, made.drawings
        pages = {
            "short-report": file_html(document, FilePlaces(document, drawings)),
            "supplement/findings": findings_page(document, drawings),
            "supplement/recommendations": trails_page(document, drawings),
        }
        for supplement in supplements(document, programme, resolver):
            pages[f"supplement/{supplement.phase}"] = supplement_page(supplement, document, drawings)
        transaction.set_rollback(True)
    for name, text in pages.items():
        (out / f"{name}.html").write_text(text, encoding="utf-8")
    yield out


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    with small_figures():
        edition = freeze_edition(programme=small_programme(), by=SYSTEM)
    yield f"{live_server.url}/reports/{edition.slug}/"


def reads_well(window: Page, width: int) -> None:
    assert not scrolls_sideways(window), window.url
    assert window.evaluate(OUTSIDE) == [], window.url


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_accessible_at_a_desk_and_on_a_phone(
    folder: Path, page: Page, narrow: Page, axe: Callable[[Page], None], name: str
) -> None:
    for window, width in ((page, 1280), (narrow, 320)):
        window.goto((folder / f"{name}.html").as_uri())
        reads_well(window, width)
        axe(window)


def test_on_a_phone_a_picture_keeps_its_size_scrolls_by_keyboard_and_is_told_above(folder: Path, narrow: Page) -> None:
    narrow.goto((folder / "short-report.html").as_uri())
    figure = narrow.locator("#f01\\.p1")
    place = figure.locator(".scroll")
    assert figure.locator("img").evaluate("e => e.getBoundingClientRect().width") >= 600
    expect(figure.locator(".narrow")).to_be_visible()
    place.focus()
    narrow.keyboard.press("ArrowRight")
    narrow.wait_for_function("document.activeElement.scrollLeft > 0")
    assert narrow.evaluate("window.scrollX") == 0


def test_at_a_desk_a_picture_is_whole_and_not_told_twice(folder: Path, page: Page) -> None:
    page.goto((folder / "short-report.html").as_uri())
    figure = page.locator("#f01\\.p1")
    expect(figure.locator(".narrow")).to_be_hidden()
    assert figure.locator(".scroll").evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("name", FILES)
def test_a_printed_page_is_cut_nowhere_and_shows_what_is_for_paper(
    folder: Path, page: Page, tmp_path: Path, name: str
) -> None:
    page.goto((folder / f"{name}.html").as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 660, "height": 900})  # A4 without margins
    reads_well(page, 660)
    assert page.evaluate(CUT) == []
    expect(page.locator(".narrow:visible")).to_have_count(0)
    printed = tmp_path / "printed.pdf"
    page.pdf(path=printed, format="A4", print_background=True)
    words = " ".join(" ".join(sheet.extract_text().split()) for sheet in PdfReader(printed).pages)
    assert "INVENTED" in words
    assert "Samaritans" in words


def test_pages_of_the_site_are_accessible_at_a_desk_and_on_a_phone(
    site: str, page: Page, narrow: Page, axe: Callable[[Page], None]
) -> None:
    for path, (window, width) in product(ON_SITE, ((page, 1280), (narrow, 320))):
        response = window.goto(site + path)
        assert response is not None
        assert response.status == 200
        reads_well(window, width)
        axe(window)
