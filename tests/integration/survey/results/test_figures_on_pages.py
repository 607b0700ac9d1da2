"""The pages of results: the list, each figure by its splits, and what is refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.survey_results import answered_programme

from thinking_together.core.permissions import Role
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    return answered_programme(tmp_path / "in")


@pytest.fixture
def viewer(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.VIEWER).person)


def at(programme: Programme, of: str = "") -> str:
    return f"/p/{programme.slug}/survey/results/{of}"


def rows(page: bytes) -> list[list[str]]:
    """The cells of the page's table."""
    found = html.fromstring(page).xpath("//table[contains(@class, 'tt-results')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_the_list_leads_to_a_page_for_every_item(viewer: Client, programme: Programme) -> None:
    addresses = html.fromstring(viewer.get(at(programme)).content).xpath("//main//li//a/@href")
    assert at(programme, "of/training") in addresses and at(programme, "of/mentions.websites") in addresses
    for address in addresses:
        assert viewer.get(address).status_code == 200, address


def test_an_item_by_sector_hides_what_is_small_in_table_and_bar(viewer: Client, programme: Programme) -> None:
    page = viewer.get(at(programme, "of/training?by=sector")).content
    told = {(answer, sector): cells for answer, sector, *cells in rows(page)}
    assert told["On the job, informal", "Health"] == ["74%", "70 of 95", "64% to 81%"]
    assert told["A course about self-harm", "Education"][:2] == ["41%", "35 of 85"]
    assert told["A course about self-harm", "Police"] == ["too few to show", "", ""]
    bars = html.fromstring(page).xpath("//*[@class='tt-bar']")
    shown = [bar for bar in bars if bar.xpath("*[@class='tt-bar__share']")]
    assert len(bars) == len(told)
    assert len(shown) == sum(cells[0].endswith("%") for cells in told.values())


def test_groups_are_taken_apart_and_together(viewer: Client, programme: Programme) -> None:
    apart = viewer.get(at(programme, "of/training?by=sector&group=health&group=education&how=apart")).content
    assert {row[1] for row in rows(apart)} == {"Health", "Education"}
    pooled = rows(viewer.get(at(programme, "of/training?by=sector&group=education&group=police&how=pooled")).content)
    assert pooled[0][:3] == ["On the job, informal", "57%", "50 of 88"]
    assert pooled == rows(viewer.get(at(programme, "of/training?by=sector&group=health&how=but")).content)


@pytest.mark.parametrize(
    "asked",
    ["by=sector&group=police", "by=sector&group=health&group=education&how=pooled", "by=sector&group=police&how=but"],
)
def test_a_small_group_alone_and_what_would_tell_it_are_refused_with_a_reason(
    viewer: Client, programme: Programme, asked: str
) -> None:
    page = viewer.get(at(programme, f"of/training?{asked}"))
    assert rows(page.content) == []
    assert "too small to be shown" in page.content.decode()
    assert "could work out what a few people answered" in page.content.decode()


def test_what_was_chosen_together_and_a_battery_by_one_answer(viewer: Client, programme: Programme) -> None:
    together = viewer.get(at(programme, "of/training?with=1")).content
    assert ["On the job, informal", "Mental Health First Aid"] in [row[:2] for row in rows(together)]
    battery = viewer.get(at(programme, "of/knowledge?option=neutral")).content
    assert rows(battery)[0][:3] == ["Self-harm can be a way to cope", "27%", "50 of 183"]


def test_a_page_of_no_figure_and_another_programmes_are_not_there(viewer: Client, programme: Programme) -> None:
    people.programme("other")
    assert viewer.get(at(programme, "of/nothing")).status_code == 404
    assert viewer.get("/p/other/survey/results/").status_code == 404


def test_a_programme_without_answers_says_so(viewer: Client) -> None:
    empty = people.programme("empty")
    visit = people.visit(people.member(empty, Role.VIEWER).person)
    assert "There is no survey yet" in visit.get(at(empty)).content.decode()
