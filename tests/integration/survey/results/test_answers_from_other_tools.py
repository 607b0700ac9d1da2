"""A file from another survey tool: columns and words are told apart; it comes in whole, once, and without people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.answering import version_of
from tests.factories.sessions import ready_programme
from tests.factories.surveys import small_content

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.answer_table import read_answer_table
from thinking_together.survey.models import QuestionnaireVersion, Release, Response
from thinking_together.survey.results.column_words import columns_of, to_say
from thinking_together.survey.results.foreign import from_text, without_identifiers
from thinking_together.survey.results.import_said import Said

pytestmark = pytest.mark.django_db
SECRETS = ("robin.vale@trust.example", "Robin Vale", "192.0.2.7", "09:15:01")
SECTOR, SITES = "Which part of the workforce are you in?", "Which websites do you suggest?"
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


def as_file(rows: list[tuple[str, ...]], heads: tuple[str, ...] = MICROSOFT) -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return SimpleUploadedFile("answers.csv", out.getvalue().encode())


@pytest.fixture
def programme() -> Programme:
    of = ready_programme("alder")
    version = version_of(of, small_content())
    Collection.objects.create(programme=of, questionnaire=version, opened="2026-01-05", closed="2026-02-05")
    return of


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.ANALYST).person, second_factor=True)


def at(more: str = "") -> str:
    return f"/p/alder/survey/results/import{more}"


def fields(page: Any) -> dict[str, str]:
    [form] = html.fromstring(page.content).xpath("//main//form")
    return {name: value or "" for name, value in form.form_values()}


def sent(analyst: Client, **changed: str) -> Any:
    """Through both pages; what is ``changed`` is chosen there by the name of its field."""
    columns = fields(analyst.post(at(), {"file": as_file(lines())}))
    words = fields(analyst.post(at("/columns"), columns | {k: v for k, v in changed.items() if k in columns}))
    return analyst.post(at("/columns"), words | {k: v for k, v in changed.items() if k in words})


CHOSEN = {"column_1": "training", "column_3": "", "word_1_0": "mhfa"}


def everything() -> str:
    """Every value of every row that an import could leave."""
    rows = [*QuestionnaireVersion.objects.values(), *Response.objects.values(), *Text.objects.values()]
    return str(rows + list(AuditEvent.objects.filter(action="survey.imported").values()))


def test_a_file_comes_in_as_a_wave_under_the_codes_of_the_questionnaire(analyst: Client, programme: Programme) -> None:
    page = analyst.post(at(), {"file": as_file(lines())})
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


BOXES = tuple(f"Training so far: {one}" for one in ("On the job, informal", "First aid", "None of these"))
HANDOUTS = ("Handouts: Poster", "Handouts: Leaflet", "Handouts: Film")
MEANT = {"column_1": "training", "word_1_0": "mhfa"}


def box_lines() -> list[tuple[str, ...]]:
    """Twenty-four people; every third ticked no handout, and nobody a film."""
    out = []
    for n in range(24):
        training = ("1" if n % 2 else "0", "1" if n % 4 else "0", "0" if n % 4 else "1")
        handouts = ("", "", "") if n % 3 == 0 else ("Poster", "Leaflet" if n % 2 else "", "")
        out.append(("Robin Vale", "Health" if n % 2 else "Police", *training, *handouts))
    return out


def joined_lines() -> list[tuple[str, ...]]:
    """The same answers as Microsoft Forms writes them."""
    labels = [heading.partition(": ")[2] for heading in (*BOXES, *HANDOUTS)]
    out = []
    for name, sector, *cells in box_lines():
        told = [f"{label};" if cell not in ("", "0") else "" for label, cell in zip(labels, cells, strict=True)]
        out.append((name, sector, "".join(told[:3]), "".join(told[3:])))
    return out


def through(analyst: Client, rows: list[tuple[str, ...]], heads: tuple[str, ...], **changed: str) -> Any:
    """Through every page to the end; on each what is ``changed`` is chosen by the name of its field."""
    page = analyst.post(at(), {"file": as_file(rows, heads)})
    while page.status_code == 200 and "There is a problem" not in page.content.decode():
        on_page = fields(page)
        page = analyst.post(at("/columns"), on_page | {k: v for k, v in changed.items() if k in on_page})
    return page


def forget(programme: Programme) -> None:
    Collection.objects.filter(questionnaire__version__startswith="file-").delete()
    programme.questionnaires.filter(version__startswith="file-").delete()


def stored() -> list[tuple[bytes, str]]:
    return sorted((bytes(one.record), one.states) for one in Response.objects.all())


def test_boxes_are_proposed_as_one_question_and_stored_as_such(analyst: Client, programme: Programme) -> None:
    """Just as one column with all that was ticked is; nobody who ticked none has answered."""
    heads = ("Name", SECTOR, *BOXES, *HANDOUTS)
    page = html.fromstring(analyst.post(at(), {"file": as_file(box_lines(), heads)}).content)
    legends = [" ".join(one.text_content().split()) for one in page.xpath("//main//legend")]
    assert legends == ["Training so far", "Handouts"] and "Film" in page.text_content()
    assert page.xpath("//input[@type='radio' and @checked]/@value") == ["one", "one"]
    assert through(analyst, box_lines(), heads, **MEANT).status_code == 302
    shown = analyst.get("/p/alder/survey/results/of/handouts").content.decode()
    assert "16 of 16" in shown and "8 of 16" in shown and "Film" in shown
    assert "18 of 24" in analyst.get("/p/alder/survey/results/of/training").content.decode()
    assert "This file is here already" in through(analyst, box_lines(), heads, **MEANT).content.decode()
    apart = {"question_0": "apart", "question_1": "apart", **{f"column_{n}": "" for n in range(1, 9)}}
    assert "This file is here already" in through(analyst, box_lines(), heads, **apart).content.decode()
    assert len(stored()) == 24
    forget(programme)
    assert through(analyst, box_lines(), heads, **MEANT, column_2="").status_code == 302
    boxes = stored()
    forget(programme)
    one_column = ("Name", SECTOR, "Training so far", "Handouts")
    assert through(analyst, joined_lines(), one_column, **MEANT, column_2="").status_code == 302
    assert stored() == boxes and len(boxes) == 24


def test_what_is_no_one_question_stays_apart(analyst: Client, programme: Programme) -> None:
    heads = ("Name", SECTOR, *BOXES, *HANDOUTS)
    first = analyst.post(at(), {"file": as_file(box_lines(), heads)})
    columns = analyst.post(at("/columns"), fields(first) | {"question_0": "apart", "question_1": "one"})
    assert [fields(columns).get(f"column_{n}") for n in range(6)] == ["sector", "+", "+", "+", "+", None]
    undone = analyst.post(at("/columns"), fields(first) | {"question_0": "apart", "question_1": "apart"})
    assert "Handouts: Film: No answers at all" in " ".join(undone.content.decode().split())
    unsaid = {name: value for name, value in fields(first).items() if not name.startswith("question")}
    assert "Say whether “Training so far” is one question" in analyst.post(at("/columns"), unsaid).content.decode()


def test_boxes_that_ask_for_names_are_left_out_by_what_they_ask(analyst: Client) -> None:
    rows = [(f"Robin Vale {n}", "robin.vale@trust.example", "Cat", "talking helps") for n in range(4)]
    heads = ("How can we reach you?: Name", "How can we reach you?: Email", "How can we reach you?: Pet", "Why?")
    page = analyst.post(at(), {"file": as_file(rows, heads)}).content.decode()
    assert "Robin Vale" not in page and "robin.vale" not in page and "talking helps" in page


def wide_lines() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Sixty columns with forty words each, none of which is an answer of the questionnaire."""
    heads = tuple(f"Column {n}" for n in range(60))
    rows = [tuple(f"word {row} of {n}" for n in range(60)) for row in range(40)]
    return heads, rows * 2


def wide_content() -> dict[str, Any]:
    """A questionnaire with an item for each of sixty columns."""
    choices = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
    items = [{"code": f"c{n}", "kind": "single", "text": f"Column {n}", "choices": choices} for n in range(60)]
    content = small_content()
    return {**content, "version": "wide", "items": [content["items"][0], *items]}


def test_sixty_columns_of_forty_words_come_in(analyst: Client, programme: Programme, settings: Any) -> None:
    Collection.objects.all().delete()
    programme.questionnaires.all().delete()
    wide = version_of(programme, wide_content())
    Collection.objects.create(programme=programme, questionnaire=wide, opened="2026-01-05", closed="2026-02-05")
    heads, rows = wide_lines()
    columns = fields(analyst.post(at(), {"file": as_file(rows, heads)}))
    page = fields(analyst.post(at("/columns"), columns))
    saying = [name for name in page if name.startswith("word_")]
    assert len(page) < 110 and len(saying) == 80
    second = fields(analyst.post(at("/columns"), page | dict.fromkeys(saying, "yes")))
    assert len(second) < 110 and json.loads(second["said"])["words"].keys() == {"Column 0", "Column 1"}
    words = {(f"Column {n}", f"word {row} of {n}"): "yes" for n in range(60) for row in range(40)}
    last = Said(
        (), json.loads(second["said"])["chosen"], {place: code for place, code in words.items() if "59" not in place[0]}
    )
    rest = {name.replace("word_2_", "word_59_"): "yes" for name in second if name.startswith("word_2_")}
    done = analyst.post(at("/columns"), {**dict(list(second.items())[:5]), "said": last.as_text(), **rest})
    assert done.status_code == 302 and settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 2000
    assert Response.objects.count() == 80
    assert "80 of 80" in analyst.get("/p/alder/survey/results/of/c59").content.decode()


def test_every_page_holds_what_a_form_may_send() -> None:
    heads, rows = wide_lines()
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    foreign = from_text(out.getvalue(), "wide.csv")
    asked = from_content(wide_content())
    columns = list(columns_of(asked, foreign, {heading: f"c{n}" for n, heading in enumerate(heads)}))
    said: dict[tuple[str, str], str] = {}
    pages = 0
    while now := to_say(columns, said):
        assert sum(len(one.words) for one in now) <= 100
        said |= {(one.heading, word): "yes" for one in now for word in one.words}
        pages += 1
    assert pages == 30 and len(said) == 60 * 40


def test_more_words_than_anybody_goes_through_are_told_at_the_column(analyst: Client) -> None:
    rows = [(f"place {n}",) for n in range(41)]
    page = analyst.post(at(), {"file": as_file(rows, ("Which?",))})
    chosen = analyst.post(at("/columns"), fields(page) | {"column_0": "sector"}).content.decode()
    assert "holds 41 entries" in chosen and "There is a problem" in chosen


def test_numbers_need_no_words(analyst: Client, programme: Programme) -> None:
    rows = [(str(n % 20), "Health") for n in range(24)]
    done = through(analyst, rows, ("years", SECTOR))
    assert done.status_code == 302
    assert "24" in analyst.get("/p/alder/survey/results/of/years").content.decode()


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        '{"questions":7,"chosen":[],"words":{"a":1}}',
        '{"chosen":{"Pet":"no_such"}}',
        '{"words":{"Pet":{}}}',
    ],
)
def test_what_was_said_before_is_looked_at_again(analyst: Client, said: str) -> None:
    page = fields(analyst.post(at(), {"file": as_file(lines())}))
    sent_on = analyst.post(at("/columns"), {"table": page["table"], "name": "a.csv", "said": said, "step": "words"})
    assert sent_on.status_code == 200 and "There is a problem" in sent_on.content.decode()
    assert not Response.objects.exists()
