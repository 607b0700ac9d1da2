"""What a form may hold that a questionnaire here cannot: each is named, with its sheet and its row."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from thinking_together.survey.form.reading import QuestionnaireError
from thinking_together.survey.xlsform.reading import read_xlsform

HEAD = ["type", "name", "label", "hint", "required", "relevant", "constraint", "appearance", "calculation"]
CHOICES = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
GOOD = ["select_one yn", "met", "Have you met any?"]


def form(
    *rows: list[str], choices: list[list[str]] | None = None, head: list[str] | None = None, **more: list[list[str]]
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (head or HEAD, *rows):
        sheet.append(row)
    for name, lines in {"choices": CHOICES if choices is None else choices, **more}.items():
        other = book.create_sheet(name)
        for line in lines:
            other.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(data: bytes) -> str:
    with pytest.raises(QuestionnaireError) as refused:
        read_xlsform(data, "form.xlsx")
    return str(refused.value)


def cells(**named: str) -> list[str]:
    return [named.get(column, "") for column in HEAD]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (cells(type="start", name="start"), "survey:3:type: 'start' records who answers, when or where"),
        (cells(type="deviceid", name="d"), "survey:3:type: 'deviceid' records who"),
        (cells(type="geopoint", name="where", label="Where?"), "survey:3:type: 'geopoint' is not read"),
        (cells(type="calculate", name="c", calculation="1+1"), "survey:3:type: 'calculate' is not read"),
        (cells(type="calculate", name="c", calculation="1+1"), "survey:3:calculation: 'calculation' is not read"),
        (cells(type="begin_repeat", name="r"), "survey:3:type: 'begin_repeat' is not read"),
        (cells(type="note", name="n", label="Hello"), "survey:3:type: 'note' is not read"),
        (cells(type="select_one yn or_other", name="o", label="?"), "survey:3:type: 'or_other' is not read"),
        (cells(type="select_one lost", name="o", label="?"), "survey:3:type: there is no list 'lost'"),
        (cells(type="select_one_from_file a.csv", name="o", label="?"), "'select_one_from_file a.csv' is not read"),
        (cells(type="text", name="t", label="?", required="yes"), "survey:3:required: 'required' is not read"),
        (cells(type="text", name="t", label="?", relevant="${met} > 3"), "survey:3:relevant: '>' where = or !="),
        (
            cells(type="text", name="t", label="?", relevant="regex(${met}, 'a')"),
            "survey:3:relevant: 'regex' is not read",
        ),
        (cells(type="text", name="t", label="?", relevant="${met} = 'yes' and"), "an expression that breaks off"),
        (cells(type="text", name="t", label="?", relevant="(" * 60), "brackets that lie too deep"),
        (cells(type="text", name="t", label="?", constraint="regex(., 'a')"), "constraint 'regex(., 'a')' is not read"),
        (cells(type="text", name="t", label="?", appearance="signature"), "the appearance 'signature' is not read"),
        (cells(type="integer", name="n", label="?"), "survey:3:tt_bands: a number has no bands"),
        (cells(type="text", name="Q 1", label="?"), "survey:3:name: 'Q 1' cannot be a code"),
        (
            cells(type="begin_group", name="g", label="?"),
            "survey:3:appearance: the group 'g' is not shown as table-list",
        ),
        (
            cells(type="begin_group", name="g", label="?", appearance="table-list"),
            "survey:3:type: the group does not end",
        ),
        (
            cells(type="text", name="t", label="You said ${met}. Why?"),
            "survey:3:label: the answer ${met} inside 'label' is not read",
        ),
        (cells(type="end_group"), "survey:3:type: a group ends that did not begin"),
    ],
)
def test_each_construct_is_refused_by_name_and_place(row: list[str], says: str) -> None:
    assert says in told(form(GOOD, row))


def test_translations_other_sheets_and_columns_are_refused() -> None:
    head = ["type", "name", "label", "label::French (fr)"]
    assert "survey:2:label::french (fr): 'label::french (fr)' is a translation" in told(
        form([*GOOD, "Oui ?"], head=head)
    )
    assert "sheet entities:1:: the sheet 'entities' is not read" in told(form(GOOD, entities=[["dataset"], ["x"]]))
    choices = [[*CHOICES[0], "image"], ["yn", "yes", "Yes", "a.png"], ["yn", "no", "No", ""]]
    assert "sheet choices:2:image: 'image' is not read" in told(form(GOOD, choices=choices))


def test_a_group_holds_select_one_of_one_list() -> None:
    begin = cells(type="begin_group", name="g", label="?", appearance="table-list")
    end = cells(type="end_group")
    text = told(form(GOOD, begin, cells(type="text", name="t", label="?"), end))
    assert "survey:4:type: 'text' inside a group is not read" in text
    other = [["ab", "a", "A"], ["ab", "b", "B"]]
    rows = (cells(type="select_one yn", name="x", label="X"), cells(type="select_one ab", name="y", label="Y"))
    assert "do not share one list" in told(form(GOOD, begin, *rows, end, choices=[*CHOICES, *other]))
    hidden = cells(type="select_one yn", name="x", label="X", relevant="${met} = 'yes'")
    assert "survey:4:relevant: 'relevant' of a row in a group" in told(form(GOOD, begin, hidden, end))


def test_an_audience_must_be_what_relevant_begins_with() -> None:
    head = ["type", "name", "label", "relevant", "tt_role", "tt_audience"]
    sector = ["select_one yn", "sector", "Sector?", "", "sector", ""]

    def asked(relevant: str) -> list[str]:
        return ["text", "t", "?", relevant, "", "yes"]

    assert "'relevant' does not begin with whom" in told(form(sector, asked("${sector} = 'no'"), head=head))
    assert "'tt_audience' names who is asked" in told(form(sector, asked(""), head=head))
    found, _ = read_xlsform(form(sector, asked("${sector} = 'yes'"), head=head), "form.xlsx")
    assert found.items[1].audience == ("yes",) and found.items[1].when is None


def test_a_plain_form_of_another_tool_is_read() -> None:
    grown = cells(
        type="select_multiple yn",
        name="why",
        label="Why?",
        relevant="${met} != 'no'",
        constraint="count-selected(.) <= 1",
    )
    found, document = read_xlsform(form(GOOD, grown), "My form.xlsx")
    assert (found.code, found.version, [item.kind for item in found.items]) == ("my_form", "1", ["single", "multiple"])
    assert found.items[1].at_most == 1 and document.content["items"][1]["when"] == {"not": {"item": "met", "==": "no"}}


def test_a_form_without_its_sheet_or_without_questions_is_refused() -> None:
    assert "there is no question" in told(form())
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert "there is no sheet 'survey'" in told(out.getvalue())


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(form(GOOD))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no workbook", "the file is not an XLSX workbook"),
        (with_part("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declares a document type"),
        (with_part("../../out.xml", b"<a/>"), "leads out of it"),
        (with_part("xl/large.xml", b"<a>" * 300_000), "has more than 200,000 elements"),
        (with_part("xl/zeros.bin", bytes(70 * 1024 * 1024)), "unpacks to"),
    ],
)
def test_a_workbook_made_to_do_harm_is_refused_before_it_is_opened(data: bytes, says: str) -> None:
    assert says in told(data)
