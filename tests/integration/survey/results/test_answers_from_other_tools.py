"""A file from another survey tool: columns and words are told apart; it comes in whole, once, and without people."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import people
from tests.factories.other_tools import SECTOR, analyst_of, as_file, at, between_waves, fields

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.held.answer_table import read_answer_table
from thinking_together.survey.models import QuestionnaireVersion, Release, Response
from thinking_together.survey.results.foreign import without_identifiers

pytestmark = pytest.mark.django_db
SECRETS = ("robin.vale@trust.example", "Robin Vale", "192.0.2.7", "09:15:01")
SITES = "Which websites do you suggest?"
TRAINING, PETS = "Training so far", "Pet"
MICROSOFT = ("ID", "Start time", "Completion time", "Email", "Name", SECTOR, TRAINING, SITES, PETS)
TOOLS = {
    "Microsoft Forms": "ID,Start time,Completion time,Email,Name,Last modified time",
    "Google Forms": "Timestamp,Email Address,Username,Score",
    "SmartSurvey": "UserID,Started,Ended,IP Address,Tracking Link,Collector,Unique ID,Device",
    "Qualtrics": "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,"
    "RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,LocationLatitude,LocationLongitude,"
    "DistributionChannel,UserLanguage",
}


def lines(many: int = 24) -> list[tuple[str, ...]]:
    rows = []
    for n in range(many):
        start = f"2026-03-0{n % 9 + 1} 09:15:01"
        who = (str(n), start, start, "robin.vale@trust.example", "Robin Vale")
        site = f"I like site {n} of many, or none of them really"
        rows.append(
            (*who, "HEALTH" if n % 2 else "Police", "On the job, informal" if n % 3 else "First aid", site, "Cat")
        )
    return rows


@pytest.fixture
def programme() -> Programme:
    return between_waves()


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return analyst_of(programme)


def sent(analyst: Client, **changed: str) -> Any:
    """Through both pages; what is ``changed`` is chosen there by the name of its field."""
    columns = fields(analyst.post(at(), {"file": as_file(lines(), MICROSOFT)}))
    words = fields(analyst.post(at("/columns"), columns | {k: v for k, v in changed.items() if k in columns}))
    return analyst.post(at("/columns"), words | {k: v for k, v in changed.items() if k in words})


CHOSEN = {"column_1": "training", "column_3": "", "word_1_0": "mhfa"}


def everything() -> str:
    """Every value of every row that an import could leave."""
    rows = [*QuestionnaireVersion.objects.values(), *Response.objects.values(), *Text.objects.values()]
    return str(rows + list(AuditEvent.objects.filter(action="survey.imported").values()))


def test_a_file_comes_in_as_a_wave_under_the_codes_of_the_questionnaire(analyst: Client, programme: Programme) -> None:
    page = analyst.post(at(), {"file": as_file(lines(), MICROSOFT)})
    told = page.content.decode()
    assert "24 answers" in told and not any(secret in told for secret in SECRETS)
    assert fields(page) | {"table": "", "csrfmiddlewaretoken": "", "said": ""} == {
        "csrfmiddlewaretoken": "",
        "table": "",
        "said": "",
        "name": "answers.csv",
        "step": "columns",
        "column_0": "sector",
        "column_1": "+",
        "column_2": "websites",
        "column_3": "+",
    }
    assert not Response.objects.exists()
    answer = sent(analyst, **CHOSEN)
    assert answer.status_code == 302, answer.content.decode()
    wave = programme.questionnaires.last()
    assert wave is not None and wave.version.startswith("file-")
    found = list(wave.responses.all())
    assert len(found) == 24 and {one.sector for one in found} == {"health", "police"}
    assert {one.day for one in found} == {None} and {one.counted_from for one in found} == {1}
    assert Release.objects.get(questionnaire=wave).closing and Text.objects.count() == 24
    assert not any(secret in everything() for secret in SECRETS)
    shown = analyst.get("/p/alder/survey/results/of/training").content.decode()
    assert "Mental Health First Aid" in shown and "8 of 24" in shown
    event = AuditEvent.objects.get(action="survey.imported")
    assert event.details == {"version": wave.version, "responses": 24}


def test_the_same_file_twice_is_told_and_not_doubled(analyst: Client, programme: Programme) -> None:
    assert sent(analyst, **CHOSEN).status_code == 302
    again = sent(analyst, **CHOSEN)
    assert again.status_code == 200 and "This file is here already" in again.content.decode()
    assert Response.objects.count() == 24 and Text.objects.count() == 24 and Release.objects.count() == 1


def test_what_is_not_said_is_listed_and_nothing_comes_in(analyst: Client, programme: Programme) -> None:
    unsaid = sent(analyst, **{**CHOSEN, "word_1_0": ""})
    assert "There is a problem" in unsaid.content.decode() and "stands for" in unsaid.content.decode()
    twice = sent(analyst, **{**CHOSEN, "column_3": "training"}).content.decode()
    assert "“Pet” is the same item as “Training so far”" in twice
    one_word = sent(analyst, **{**CHOSEN, "column_3": "+"}).content.decode()  # nothing is told by it
    assert "Nothing came in" in one_word and "too short" in one_word
    nothing = sent(analyst, column_0="", column_1="", column_2="", column_3="").content.decode()
    assert "Every column is left out" in nothing
    assert not Response.objects.exists() and programme.questionnaires.count() == 1


def test_a_new_item_comes_in_as_it_was_guessed(analyst: Client, programme: Programme) -> None:
    assert sent(analyst, column_0="sector", column_1="+", column_2="", column_3="").status_code == 302
    shown = analyst.get("/p/alder/survey/results/of/training_so_far").content.decode()
    assert "On the job, informal" in shown and "16 of 24" in shown
    assert not Text.objects.exists()


def test_nothing_comes_in_while_answers_are_collected(analyst: Client, programme: Programme) -> None:
    Collection.objects.update(closed=None)
    answer = sent(analyst, **CHOSEN)
    assert "Close the collection first" in answer.content.decode() and not Response.objects.exists()
    assert "Close the collection first" in analyst.get(at()).content.decode()


def test_what_is_in_the_way_is_linked_for_those_who_may_do_it(analyst: Client, programme: Programme) -> None:
    lead = people.visit(people.member(programme, Role.LEAD, "lead@alder.example").person, second_factor=True)
    close = 'href="/p/alder/survey/collect/close"'
    Collection.objects.update(closed=None)
    assert close in lead.get(at()).content.decode()
    told = analyst.get(at()).content.decode()
    assert close not in told and "A lead closes it" in told
    Collection.objects.all().delete()
    waiting = lead.get(at()).content.decode()
    assert "waits to be opened" in waiting and 'href="/p/alder/survey/collect/"' in waiting
    assert 'href="/p/alder/survey/results/release"' in analyst.get(at()).content.decode()


def test_an_import_that_fails_leaves_nothing(
    analyst: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**told: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("thinking_together.survey.files.add_texts", full)
    with pytest.raises(OSError, match="full"):
        sent(analyst, **CHOSEN)
    assert not Response.objects.exists() and programme.questionnaires.count() == 1 and not Release.objects.exists()


@pytest.mark.parametrize("headings", TOOLS.values(), ids=TOOLS.keys())
def test_what_tools_say_of_people_is_left_out_by_its_heading(headings: str) -> None:
    many = headings.count(",") + 1
    rows = "".join(",".join(["something", *["odd"] * (many - 1), f"answer {n}"]) + "\n" for n in range(4))
    table = read_answer_table(f"{headings},What helps?\n{rows}", "file.csv")
    found = without_identifiers(table)
    assert found.table.header == ("What helps?",) and len(found.left_out) == many
    assert "something" not in found.as_csv()


def test_three_heading_lines_are_read_as_one(analyst: Client) -> None:
    rows = [("What helps?", "Start Date"), ('{"ImportId":"QID1"}', '{"ImportId":"startDate"}')]
    rows += [(f"answer number {n}", "2026-03-01 09:15:01") for n in range(4)]
    page = analyst.post(at(), {"file": as_file(rows, ("Q1", "StartDate"))})
    assert "4 answers" in page.content.decode() and "What helps?" in page.content.decode()
    assert "09:15:01" not in page.content.decode() and "ImportId" not in page.content.decode()


def workbook(rows: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for row in [MICROSOFT, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xlsx", lambda: b"no workbook", "not an XLSX workbook"),
        ("a.csv", lambda: b"", "The file is empty"),
        ("a.csv", lambda: "Frage\n\xe4".encode("latin-1"), "no text in UTF-8"),
        ("a.csv", lambda: b"x" * (2 * 2**20 + 1), "larger than"),
        ("a.csv", lambda: b"Name,Email\nSam,s@x.example\n", "no column holds answers"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(analyst: Client, name: str, data: Callable[[], bytes], told: str) -> None:
    page = analyst.post(at(), {"file": SimpleUploadedFile(name, data())}).content.decode()
    assert "There is a problem" in page and told in page


def test_a_workbook_is_read_and_what_was_sent_along_is_looked_at_again(analyst: Client) -> None:
    page = analyst.post(at(), {"file": SimpleUploadedFile("a.xlsx", workbook(lines()))})
    assert "24 answers" in page.content.decode() and not any(secret in page.content.decode() for secret in SECRETS)
    made_up = fields(page) | {"table": "Name,What helps?\nRobin Vale,talking\n"}
    assert "Robin Vale" not in analyst.post(at("/columns"), made_up).content.decode()
    assert "Read it" in analyst.post(at("/columns"), {"table": ""}).content.decode()


def test_only_those_who_analyse_take_answers_in(programme: Programme) -> None:
    for role in (Role.VIEWER, Role.CODER, Role.FACILITATOR):
        who = people.visit(people.member(programme, role, f"{role}@alder.example").person, second_factor=True)
        assert who.get(at()).status_code == who.post(at("/columns")).status_code == 403
