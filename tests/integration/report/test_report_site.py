"""Frozen reports on the site: the whole report, every cited reference, and the way from a recommendation down."""

from __future__ import annotations

import html
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.factories.reasons import reason
from tests.factories.reports import PLANTED_RATE

from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.report.commands import freeze_edition
from thinking_together.report.domain.editions import document_of
from thinking_together.report.models import Edition
from thinking_together.synthesis.models import Finding

CITED = "survey/training?option=on_the_job&sector=-health"


@pytest.fixture(scope="module")
def frozen(standing: Programme) -> Edition:
    return freeze_edition(programme=standing, by=SYSTEM)


@pytest.fixture
def small(frozen: Edition, db: None) -> Programme:
    return Programme.objects.get(pk=frozen.programme_id)


@pytest.fixture
def edition(frozen: Edition, db: None) -> Edition:
    return Edition.objects.get(pk=frozen.pk)


def links(page: str, kind: str) -> set[str]:
    return {html.unescape(h) for h in re.findall(rf'(?:href|src)="(/reports/[^"]*/{kind}/[^"]+)"', page)}


def test_the_same_report_is_the_same_edition_and_a_changed_one_the_next(small: Programme, edition: Edition) -> None:
    assert freeze_edition(programme=small, by=SYSTEM) == edition
    Finding.objects.filter(code="f03").update(title="Schools talk")
    again = freeze_edition(programme=small, by=SYSTEM)
    assert (edition.number, again.number, again.slug) == (1, 2, "smallshire-2")


def test_an_invented_edition_is_an_example_and_cannot_be_more(edition: Edition) -> None:
    assert edition.state == "example"
    edition.state = "draft"
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save()


def test_an_edition_stays_as_it_was(small: Programme, edition: Edition, client: Client) -> None:
    Finding.objects.update(title="Changed afterwards")
    assert "Changed afterwards" not in client.get(f"/reports/{edition.slug}/").content.decode()


@pytest.mark.usefixtures("edition")
def test_every_page_of_an_edition_opens_and_says_invented(client: Client) -> None:
    page = client.get("/reports/smallshire-1/").content.decode()
    found = links(page, "evidence") | links(page, "recommendations") | links(page, "findings")
    assert len(found) > 12
    forms = {f"{value:{form}}" for value in PLANTED_RATE for form in (".1f", ",.1f", ".0f", ",.0f")}
    for address in ("/reports/", "/reports/smallshire-1/", *found, *links(page, "pictures")):
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert "INVENTED" in text, address
        assert not [form for form in forms if form in text], address
        for picture in links(text, "pictures"):
            assert client.get(picture).headers["Content-Type"] == "image/svg+xml"


def test_evidence_shows_figure_table_source_rule_and_what_stands_on_it(edition: Edition, client: Client) -> None:
    page = client.get(f"/reports/{edition.slug}/evidence/{CITED}").content.decode()
    for words in (
        "64% (58 of 91), 95% interval 53% to 73%.",
        "Mental Health First Aid",
        "Workforce survey of Smallshire, March 2023",
        "groups of fewer than 10 people",
        "Wilson",
        "the most frequent training is on the job",
        "Agree what training every sector needs.",
    ):
        assert words in page
    assert f'href="/reports/{edition.slug}/#f01.s1"' in page
    assert f'href="/reports/{edition.slug}/recommendations/r01"' in page


def test_from_a_recommendation_to_its_tables_and_back(edition: Edition, client: Client) -> None:
    page = client.get(f"/reports/{edition.slug}/recommendations/r03").content.decode()
    assert "Training on the job leads" in page
    assert "Schools talk openly" in page
    assert 'alt="INVENTED. Trail of recommendation 2: Make time for supervision.' in page
    down = links(page, "evidence")
    assert f"/reports/{edition.slug}/evidence/{CITED}" in down
    for address in down:
        assert f"/reports/{edition.slug}/recommendations/r03" in client.get(address).content.decode()


def test_a_finding_has_a_page_of_what_stands_behind_it(edition: Edition, client: Client) -> None:
    page = client.get(f"/reports/{edition.slug}/findings/f01").content.decode()
    for words in (
        reason("f01", "coherence"),
        "Nothing was found.",
        reason("f01", "baseline"),
        "Recommendation 2",
    ):
        assert words in page
    assert f"/reports/{edition.slug}/evidence/{CITED}" in links(page, "evidence")
    assert f'href="/reports/{edition.slug}/#finding-f01"' in page


def test_another_spelling_of_a_cited_reference_is_the_same(edition: Edition, client: Client) -> None:
    swapped = "survey/training?sector=-health&option=on_the_job"
    assert client.get(f"/reports/{edition.slug}/evidence/{swapped}").status_code == 200


@pytest.mark.parametrize(
    "reference",
    [
        "survey/training?option=course&sector=police",
        "survey/training?option=on_the_job&sector=education",
        "survey/training",
        "survey/training?option",
        "nonsense",
        "survey/training?a=%ff",
    ],
)
def test_what_an_edition_does_not_cite_is_not_there(edition: Edition, client: Client, reference: str) -> None:
    assert client.get(f"/reports/{edition.slug}/evidence/{reference}").status_code == 404


@pytest.mark.usefixtures("edition")
def test_unknown_editions_recommendations_and_pictures_are_not_there(client: Client) -> None:
    for address in (
        "smallshire-9/",
        "smallshire-1/recommendations/r99",
        "smallshire-1/findings/f99",
        "smallshire-1/pictures/none.svg",
    ):
        assert client.get(f"/reports/{address}").status_code == 404


@pytest.mark.usefixtures("edition")
def test_reports_are_read_only(client: Client) -> None:
    assert client.post("/reports/smallshire-1/").status_code == 405


def test_a_page_takes_few_statements(
    edition: Edition, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document_of(edition)
    for address, most in (("", 6), (f"evidence/{CITED}", 4), ("recommendations/r01", 4)):
        with django_assert_max_num_queries(most):
            client.get(f"/reports/{edition.slug}/{address}")
