"""Boxes of one question in columns of their own, and many words: what is said of a file on its pages."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from tests.factories.answering import version_of
from tests.factories.other_tools import SECTOR, analyst_of, as_file, as_text, at, between_waves, fields, through
from tests.factories.surveys import small_content

from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.models import Response
from thinking_together.survey.results.column_words import columns_of, to_say
from thinking_together.survey.results.foreign import from_text, from_upload
from thinking_together.survey.results.import_said import Said

pytestmark = pytest.mark.django_db
BOXES = tuple(f"Training so far: {one}" for one in ("On the job, informal", "First aid", "None of these"))
HANDOUTS = ("Handouts: Poster", "Handouts: Leaflet", "Handouts: Film")
MEANT = {"column_1": "training", "word_1_0": "mhfa"}


@pytest.fixture
def programme() -> Programme:
    return between_waves()


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return analyst_of(programme)


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
    assert "Name: says who answered" in page.text_content() and "No answers at all" not in page.text_content()
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


def test_a_scale_for_something_that_people_have_is_no_identifier() -> None:
    often = ("Never", "Rarely", "Sometimes", "Often")
    rows = [(often[n % 4], often[(n + 1) % 4]) for n in range(8)]
    found = from_text(as_text(rows, ("How often by?: Phone", "How often by?: E-mail")), "file.csv")
    assert found.left_out == () and found.boxes == ()


def test_boxes_parted_by_what_is_left_out_are_one_question_on_every_page(analyst: Client) -> None:
    rows = [("1", "kim@trust.example", "1", "0") for _ in range(4)]
    heads = ("Q: A", "Your email", "Q: B", "Q: C")
    first = from_upload(as_file(rows, heads))
    assert [one.columns for one in first.boxes] == [("Q: A", "Q: B", "Q: C")]
    assert from_text(first.as_csv(), "file.csv").boxes == first.boxes and len(first.left_out) == 1


def test_two_lines_of_headings_in_a_workbook() -> None:
    """The labels reach further than the questions, and cells beyond both are nobody's."""
    book = openpyxl.Workbook()
    lines = [("Respondent ID", "Where?", "Which?", None, None), (None, "Response", "Poster", "Leaflet", "A film")]
    lines += [(n, "Here" if n % 2 else "There", "Poster", None, "A film" if n % 2 else None, None) for n in range(4)]
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    found = from_upload(SimpleUploadedFile("answers.xlsx", out.getvalue()))
    one = found.with_questions(["Which?"])
    assert one.table.header == ("Where?", "Which?") and one.guess("Which?").labels == ("Poster", "Leaflet", "A film")
    assert one.table.column("Which?") == ["Poster", "Poster|A film"] * 2
    assert [heading for heading, _ in found.left_out] == ["Respondent ID"]


def test_three_lines_of_headings_of_boxes() -> None:
    asked = "Which? (tick all) - Selected Choice - "
    lines = [(f"{asked}Poster", f"{asked}Leaflet", "Why?"), ('{"ImportId":"QID1_1"}', '{"ImportId":"QID1_2"}', "{}")]
    lines += [("Poster" if n % 2 else "", "Leaflet", f"because of {n}") for n in range(4)]
    found = from_text(as_text(lines, ("Q1_1", "Q1_2", "Q2")), "file.csv")
    assert [one.question for one in found.boxes] == ["Which? (tick all)"]
    assert found.with_questions(["Which? (tick all)"]).table.column("Which? (tick all)")[:2] == [
        "Leaflet",
        "Poster|Leaflet",
    ]


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
    foreign = from_text(as_text(rows, heads), "wide.csv")
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


def test_a_real_export_comes_in_as_it_was_guessed(analyst: Client, programme: Programme, shared_data: Path) -> None:
    """No two of its columns are taken for one question; ages that nobody has are not read."""
    data = (shared_data / "osmi_2014_workplace_survey.csv").read_bytes()
    columns = analyst.post(at(), {"file": SimpleUploadedFile("answers.csv", data)})
    assert "Which column is which question?" in columns.content.decode()
    words = analyst.post(at("/columns"), fields(columns))
    assert analyst.post(at("/columns"), fields(words)).status_code == 302
    assert Response.objects.count() == 1259
    assert "1,252" in analyst.get("/p/alder/survey/results/of/age").content.decode()


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
        "[" * 100_000,
    ],
)
def test_what_was_said_before_is_looked_at_again(analyst: Client, said: str) -> None:
    page = fields(analyst.post(at(), {"file": as_file([("Cat",)] * 3, ("Pet",))}))
    sent_on = analyst.post(at("/columns"), {"table": page["table"], "name": "a.csv", "said": said, "step": "words"})
    assert sent_on.status_code == 200 and "There is a problem" in sent_on.content.decode()
    assert not Response.objects.exists()
