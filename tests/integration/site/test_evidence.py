"""Evidence for members: every reference through the gate, computed once while the data stand."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.factories import people
from tests.factories.reports import ASKED, JOB, PLANTED, Reader, small_figures, small_programme

from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.standing import MOST, as_it_stands
from thinking_together.evidence.state import data_state
from thinking_together.programmes.domain.people import end_membership
from thinking_together.programmes.models import Programme
from thinking_together.report.models import EditionPicture
from thinking_together.site import pictures
from thinking_together.site.models import ProgrammePicture

pytestmark = pytest.mark.django_db
HERE = "/p/smallshire/evidence/"


@pytest.fixture
def programme() -> Iterator[Programme]:
    with small_figures():
        yield small_programme()


@pytest.fixture
def viewer(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.VIEWER).person)


def page(visit: Client, address: str, status: int = 200) -> str:
    answer = visit.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def test_the_catalogue_leads_by_phase_to_every_figure(viewer: Client) -> None:
    catalogue = page(viewer, HERE)
    phases = re.findall(r'href="(/p/smallshire/evidence/\w+)"', catalogue)
    assert phases[0].endswith("/survey") or f"{HERE}survey" in phases
    figures = re.findall(r'class="govuk-link" href="([^"]+)">([^<]+)</a></li>', page(viewer, f"{HERE}survey"))
    assert ("Training received") in [title for _, title in figures]
    for address, _ in figures:
        page(viewer, address)
    page(viewer, f"{HERE}weather", 404)


def test_a_reference_shows_figure_interval_method_source_rule_and_what_cites_it(viewer: Client) -> None:
    html = page(viewer, f"/p/smallshire/evidence/{JOB}")
    assert (
        "95% interval" in html and "Workforce survey of Smallshire" in html and "Rule by which it may be shown" in html
    )
    assert "<title>INVENTED: " in html
    assert html.split("What stands on it")[1].count("<li>") >= 1
    assert "No text of the report cites it" in page(viewer, f"{HERE}survey/training?option=course")


def test_a_small_number_is_neither_on_the_page_nor_in_its_file(viewer: Client) -> None:
    query = "survey/training?option=course&sector=*"
    html, file = page(viewer, HERE + query), page(viewer, f"/p/smallshire/evidence-table/{query}")
    for shown in (html, file):
        assert "too few to show" in shown
        assert not re.search(rf"\b{PLANTED} of", shown) and f"{PLANTED / ASKED['education']:.0%}" not in shown


def test_the_file_says_that_it_is_invented_and_no_cell_is_a_formula(viewer: Client) -> None:
    answer = viewer.get("/p/smallshire/evidence-table/survey/training?option=*")
    assert 'filename="INVENTED-smallshire-survey-training.csv"' in answer["Content-Disposition"]
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[0][0].startswith("INVENTED: ")
    assert "'=A course+" in [row[0] for row in rows]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("survey/nothing", "no figure is called survey/nothing"),
        ("survey/training?option=juggling", "has no value 'juggling'"),
        ("survey/training?weather=rain", "has no key 'weather'"),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(viewer: Client, asked: str, told: str) -> None:
    assert told in page(viewer, HERE + asked, 404)


@pytest.mark.parametrize(
    "asked", ["Survey/x", "survey/training?option=", "survey/training?" + "x" * 2000, "survey/a/b"]
)
def test_what_is_no_reference_is_not_found(viewer: Client, asked: str) -> None:
    page(viewer, HERE + asked, 404)
    page(viewer, f"/p/smallshire/evidence-table/{asked}", 404)


def test_the_form_leads_to_the_reference_that_it_spells(viewer: Client) -> None:
    answer = viewer.get(f"{HERE}survey/training?option=*&sector=health&ask=1")
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}survey/training?option=*&sector=health")
    assert viewer.get(f"{HERE}survey/training?option=&sector=&ask=1")["Location"] == f"{HERE}survey/training"
    strange = viewer.get(f"{HERE}survey/training?option=%26sector%3D*&ask=1")["Location"]
    assert "has no value" in page(viewer, strange, 404)
    page(viewer, f"{HERE}survey/nothing?ask=1", 404)


def test_what_was_computed_is_kept_until_something_is_written(
    programme: Programme, viewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    raw = Reader.raw
    monkeypatch.setattr(Reader, "raw", lambda self, s: asked.append(s.info.name) or raw(self, s))
    page(viewer, HERE + JOB)
    page(viewer, HERE + JOB)
    assert asked.count("training") == len(asked) > 0
    first = len(asked)
    end_membership(membership=people.member(programme, Role.CODER), by=SYSTEM)
    page(viewer, HERE + JOB)
    assert len(asked) == 2 * first


def test_answers_of_one_programme_are_never_anothers() -> None:
    one, two = people.programme("one"), people.programme("two")
    assert data_state(one) != data_state(two)
    assert as_it_stands(one, "x", lambda r: r.programme.slug) == "one"
    assert as_it_stands(two, "x", lambda r: r.programme.slug) == "two"


def test_what_is_kept_is_bounded() -> None:
    one = people.programme("one")
    for number in range(MOST + 1):
        as_it_stands(one, str(number), lambda _: "first")
    assert as_it_stands(one, "0", lambda _: "anew") == "anew"
    assert as_it_stands(one, str(MOST), lambda _: "anew") == "first"


def test_a_picture_is_given_out_to_members_of_its_programme_alone(programme: Programme, viewer: Client) -> None:
    other = people.programme("birch")
    ProgrammePicture.objects.create(programme=other, name="participation", key="abc", svg="<svg>SecretOfBirch</svg>")
    page(viewer, "/p/smallshire/pictures/abc.svg", 404)
    assert viewer.get("/p/birch/pictures/abc.svg").status_code == 404
    ProgrammePicture.objects.create(programme=programme, name="participation", key="def", svg="<svg>ours</svg>")
    answer = viewer.get("/p/smallshire/pictures/def.svg")
    assert answer["Content-Type"] == "image/svg+xml" and "private" in answer["Cache-Control"]


def test_no_page_draws_and_the_picture_of_an_edition_is_used(
    programme: Programme, viewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a page drew a picture")

    monkeypatch.setattr(pictures, "draw", drawn)
    address = f"{HERE}survey/training?option=*"
    assert "<img" not in page(viewer, address)
    plan = pictures.planned(pictures.gated(programme), "participation")
    assert plan is not None
    monkeypatch.setattr(pictures, "planned", lambda table, wanted="": plan)
    from tests.integration.site.test_dashboard import edition

    EditionPicture.objects.create(edition=edition(programme, 1, "example"), key=plan.key, svg="<svg/>")
    assert f'src="/p/smallshire/pictures/{plan.key}.svg"' in page(viewer, "/p/smallshire/")
