"""The pages of results: the list, each figure by its splits, and what is refused with its reason."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from lxml import html
from PIL import Image
from tests.factories import people
from tests.factories.survey_results import ROWS, answered_programme

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.tasks.worker import work
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import Release

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


def test_who_took_part_and_who_answered_what_they_were_asked(viewer: Client, programme: Programme) -> None:
    page = viewer.get(at(programme, "taking-part")).content
    assert rows(page)[:2] == [["Health", "24%", "95 of 400"], ["Education", "9%", "85 of 900"]]
    assert "Breakoff" in page.decode() and "Minutes of each path, of 5" in page.decode()
    assert "Write an update to the network" not in page.decode()  # a viewer may not
    answered = {row[0]: row[1:] for row in rows(viewer.get(at(programme, "of/answered_items")).content)}
    assert answered["Training received"] == ["100%", "183 of 183"]
    assert answered["Which websites do you suggest?"] == ["not asked", ""]  # nobody went on
    by_sector = {
        tuple(row[:2]): row[2] for row in rows(viewer.get(at(programme, "of/answered_items?by=sector")).content)
    }
    assert by_sector["Phase of school", "Health"] == "not asked"
    assert by_sector["Phase of school", "Education"] == "100%"
    assert by_sector["Training received", "Police"] == "too few to show"


@pytest.mark.django_db(transaction=True)
def test_a_release_is_counted_from_the_site_once_by_whoever_may(tmp_path: Path) -> None:
    programme = answered_programme(tmp_path / "in", [{**row, "counted_from": ""} for row in ROWS])
    assert not Release.objects.exists()
    viewer = people.visit(people.member(programme, Role.VIEWER).person)
    assert viewer.post(at(programme, "release")).status_code == 403
    person = people.member(programme, Role.ANALYST).person
    analyst = people.visit(person, second_factor=True)
    assert "No release counts any answers yet" in analyst.get(at(programme, "taking-part")).content.decode()

    def released() -> str:
        for _ in range(2):  # a second press asks for nothing more
            assert "Waiting for a worker" in analyst.post(at(programme, "release"), follow=True).content.decode()
        work(interval=0.01, until_empty=True)
        return analyst.get(at(programme, "release")).content.decode()

    told = released()
    assert "Release 1 counts new answers of: Health; Education, Primary; Education, Secondary." in told
    assert "Police" not in told
    assert rows(analyst.get(at(programme, "of/training")).content)[0][2] == "120 of 180"
    assert "Nothing new is counted" in released()
    assert Release.objects.count() == 1
    assert AuditEvent.objects.get(action="survey.released").who == person


@pytest.mark.parametrize("form", ["csv", "xlsx", "svg", "png"])
def test_a_figure_taken_away_says_invented_and_holds_what_the_page_shows(
    viewer: Client, programme: Programme, form: str
) -> None:
    file = viewer.get(at(programme, f"of/training/as/{form}?by=sector"))
    assert f'filename="INVENTED-smallshire-survey-training.{form}"' in file["Content-Disposition"]
    if form == "png":
        assert Image.open(io.BytesIO(file.content)).text["Title"].startswith("INVENTED: ")
        return
    told = words_of(file.content, form)
    assert "INVENTED" in told and "too few to show" in told and "Mental Health First Aid" in told
    assert ("70 of 95" if form == "svg" else "95") in told
    if form == "csv":
        assert "A course about self-harm,Police,too few to show,,,,,,respondents," in told


def test_all_figures_and_the_codebook_are_one_workbook(viewer: Client, programme: Programme) -> None:
    book = openpyxl.load_workbook(io.BytesIO(viewer.get(at(programme, "results.xlsx")).content))
    assert [sheet["A1"].value.startswith("INVENTED") for sheet in book] == [True, True]
    told = [tuple(row) for row in book["Figures"].iter_rows(min_row=3, values_only=True)]
    assert ("survey/training?option=*&sector=*", 70) in [(row[0], row[7]) for row in told]
    hidden = [row for row in told if row[3] != "shown"]
    assert hidden and not any(isinstance(cell, int | float) for row in hidden for cell in row)
    assert "on_the_job = On the job, informal" in viewer.get(at(programme, "codebook.csv")).content.decode()


def words_of(data: bytes, form: str) -> str:
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return data.decode()
