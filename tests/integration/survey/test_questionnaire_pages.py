"""The pages on which a questionnaire is written, as a lead and an analyst use them."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.surveys import small_content

from thinking_together.core.invented import INVENTED
from thinking_together.core.permissions import Role
from thinking_together.core.tabular.yamltext import print_yaml
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.survey.domain.drafting import begin_draft, change_item
from thinking_together.survey.form import drafted
from thinking_together.survey.form.reading import read_questionnaire
from thinking_together.survey.form.safeguarding import LINE
from thinking_together.survey.form.shipped import self_harm_workforce
from thinking_together.survey.models import QuestionnaireDraft, QuestionnaireVersion
from thinking_together.survey.xlsform.reading import read_xlsform
from thinking_together.survey.xlsform.writing import write_xlsform

pytestmark = pytest.mark.django_db
AT = "/p/alder/survey/questionnaire/"


@pytest.fixture
def programme() -> Programme:
    made = people.programme("alder")
    for code in ("health", "education", "council", "voluntary", "police", "other"):
        made.sectors.create(code=code, name=code.title())
    return made


@pytest.fixture
def lead(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.LEAD).person, second_factor=True)


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.ANALYST).person, second_factor=True)


@pytest.fixture
def begun(programme: Programme) -> Programme:
    begin_draft(programme=programme, content=small_content(), begun_from="a test", by=SYSTEM)
    return programme


def item(code: str) -> Any:
    return drafted.item_of(json.loads(QuestionnaireDraft.objects.get().document), code)


def text(client: Client, path: str = "") -> str:
    return client.get(AT + path).content.decode()


def sent_by(page: bytes) -> dict[str, Any]:
    """What the page's form sends as it stands: the one that carries what was seen, where there are several."""
    forms = html.fromstring(page).forms
    (form, *_) = [one for one in forms if {"version", "seen"} & set(one.fields)] or forms
    told: dict[str, Any] = {}
    for name, value in form.form_values():
        told.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in told.items()}


def filled(client: Client, path: str, **changed: Any) -> dict[str, Any]:
    """What the page's form sends when it is opened and changed in some fields."""
    return {**sent_by(client.get(AT + path).content), **changed}


def test_a_draft_begins_with_what_ships_once(lead: Client, programme: Programme) -> None:
    assert "Begin with the questionnaire that ships" in text(lead)
    for _ in range(2):
        lead.post(AT, {"begin": "shipped"})
    shown = text(lead)
    assert "55 questions. The longest path takes 4.9 minutes in the core and 2.9 in the second part." in shown
    assert "Secondary school, with or without a sixth form" in shown and "Must be changed" not in shown
    assert QuestionnaireDraft.objects.count() == 1
    lead.post(AT, {"begin": "published"})
    assert QuestionnaireDraft.objects.get().begun_from == "the questionnaire that ships"


@pytest.mark.parametrize("suffix", ["yaml", "xlsx"])
def test_a_draft_begins_with_a_file(lead: Client, programme: Programme, suffix: str) -> None:
    asked = self_harm_workforce()[0]
    data = write_xlsform(asked) if suffix == "xlsx" else print_yaml(small_content()).encode()
    lead.post(AT + "begin", {"file": SimpleUploadedFile(f"q.{suffix}", data)})
    made = QuestionnaireDraft.objects.get()
    assert made.begun_from == f"the file q.{suffix}"
    assert json.loads(made.document)["items"][0]["code"] == "consent"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("q.yaml", b"questionnaire: x\nversion: '1'\n", "items"),
        ("q.yaml", b"\xff\xfe", "no text in UTF-8"),
        ("q.yaml", b"a: \x00", "control character"),
        ("q.yaml", b"a: &a [*a]", "anchors"),
        ("q.yaml", b"#" * (1024 * 1024 + 1), "larger than 1 MiB"),
        ("q.xlsx", b"PK no zip", "not an XLSX workbook"),
    ],
)
def test_a_file_that_cannot_be_used_begins_nothing(
    lead: Client, programme: Programme, name: str, data: bytes, says: str
) -> None:
    response = lead.post(AT + "begin", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 200 and says in response.content.decode()
    assert "Error: " in response.content.decode() and not QuestionnaireDraft.objects.exists()


def test_a_question_is_added_with_the_linters_word_beside_it(lead: Client, begun: Programme) -> None:
    sent = {"kind": "text", "text": "Which school do you work in?", "lines": "", "scale": "", "after": "years"}
    response = lead.post(AT + "new", sent, follow=True)
    shown = response.content.decode()
    assert "Must be changed: the item asks for an employer or a school" in shown
    assert item("which_school_do_you_work_in")["kind"] == "text"
    assert "1 thing must be changed" in text(lead)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"kind": "", "text": ""}, ["Choose how it is answered", "Enter the question"]),
        ({"kind": "single", "text": "A?", "lines": "one"}, ["Enter two or more"]),
        ({"kind": "battery", "text": "A?", "lines": "one\ntwo"}, ["Choose the scale"]),
        ({"kind": "number", "text": "A?", "lines": "2\n1"}, ["rising numbers"]),
    ],
)
def test_what_is_missing_of_a_new_question_is_said(
    lead: Client, begun: Programme, sent: dict[str, str], says: list[str]
) -> None:
    before = QuestionnaireDraft.objects.get().document
    shown = lead.post(AT + "new", {"lines": "", "scale": "", **sent}).content.decode()
    assert all(one in shown for one in says) and QuestionnaireDraft.objects.get().document == before


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ({"kind": "multiple", "lines": "Red\nBlue"}, {"choices"}),
        ({"kind": "likert", "scale": "agreement", "lines": ""}, {"scale"}),
        ({"kind": "battery", "scale": "agreement", "lines": "One\nTwo"}, {"scale", "rows"}),
        ({"kind": "number", "lines": "2\n10"}, {"bands"}),
    ],
)
def test_every_kind_of_question_can_be_added(
    lead: Client, begun: Programme, sent: dict[str, str], keys: set[str]
) -> None:
    lead.post(AT + "new", {"text": "What of it?", "scale": "", "after": "", **sent})
    assert set(item("what_of_it")) == {"code", "kind", "text"} | keys
    assert lead.get(AT + "of/what_of_it").status_code == 200


def test_choices_keep_their_codes_under_new_words(lead: Client, begun: Programme) -> None:
    sent = filled(
        lead,
        "of/training",
        choices_mhfa="First aid",
        choices_specific="",
        more_choices="A podcast",
        at_most="2",
        alone=["none"],
        audience=["health", "education"],
        part="second",
        hint="Choose.",
        sensitive="on",
    )
    lead.post(AT + "of/training", sent)
    now = item("training")
    assert [(c["code"], c["label"]) for c in now["choices"]] == [
        ("on_the_job", "On the job, informal"),
        ("mhfa", "First aid"),
        ("none", "None of these"),
        ("a_podcast", "A podcast"),
    ]
    assert (now["at_most"], now["alone"], now["audience"]) == (2, ["none"], ["health", "education"])
    assert (now["part"], now["hint"], now["disclosure"]) == ("second", "Choose.", "sensitive")


def test_saving_a_form_as_it_was_opened_changes_nothing(lead: Client, begun: Programme) -> None:
    before = QuestionnaireDraft.objects.get().document
    for one in small_content()["items"]:
        response = lead.post(AT + f"of/{one['code']}", filled(lead, f"of/{one['code']}"))
        assert response.status_code == 302, one["code"]
    assert QuestionnaireDraft.objects.get().document == before


def test_the_second_of_two_sees_both_texts_and_what_came_meanwhile_stays(lead: Client, begun: Programme) -> None:
    opened = filled(lead, "of/training", text="Which training did you like?")
    longer = item("training")["choices"] + [{"code": "podcast", "label": "A podcast"}]
    version = drafted.hash_of(item("training"))
    change_item(
        programme=begun, code="training", version=version, item={**item("training"), "choices": longer}, by=SYSTEM
    )
    response = lead.post(AT + "of/training", opened)
    shown = response.content.decode()
    assert "Somebody else saved a change" in shown and "Which training did you like?" in shown and "A podcast" in shown
    assert item("training")["text"] == "Which training have you had?"
    lead.post(AT + "of/training", {**opened, "version": sent_by(response.content)["version"]})
    assert item("training")["text"] == "Which training did you like?"
    assert item("training")["choices"][-1]["code"] == "podcast"


def test_a_question_is_branched_by_a_form(lead: Client, begun: Programme) -> None:
    def add(on: str, **sent: Any) -> None:
        at = f"of/years/when/{on}"
        lead.post(AT + at, {"version": filled(lead, at)["version"], **sent})

    add("training", how="any", codes=["mhfa", "specific"])
    assert item("years")["when"] == {"item": "training", "any-in": ["mhfa", "specific"]}
    add("knowledge.coping", how="none", codes=["unsure"])
    both = item("years")["when"]
    assert both["and"][1] == {"not": {"item": "knowledge.coping", "==": "unsure"}}
    shown = text(lead, "of/years/when")
    assert "“Training received” is “Mental Health First Aid” or “A course about self-harm”" in shown
    version = filled(lead, "of/years/when")["version"]
    lead.post(AT + "of/years/when", {"join": "or", "version": version})
    assert item("years")["when"] == {"or": both["and"]}
    version = filled(lead, "of/years/when")["version"]
    lead.post(AT + "of/years/when", {"take_out": "0", "version": version})
    lead.post(AT + "of/years/when", {"take_out": "0", "version": version})  # opened before: nothing more goes
    assert item("years")["when"] == {"not": {"item": "knowledge.coping", "==": "unsure"}}


def test_a_rule_needs_answers_and_an_earlier_question(lead: Client, begun: Programme) -> None:
    shown = lead.post(AT + "of/years/when/training", {"how": "any", "version": ""}).content.decode()
    assert "Tick one answer or more" in shown and "when" not in item("years")
    assert lead.get(AT + "of/years/when/websites").status_code == 404
    assert lead.get(AT + "of/nothing/when").status_code == 404
    assert "it cannot depend on an earlier question" in text(lead, "of/consent/when")


def test_the_preview_shows_what_a_path_is_asked_with_its_minutes_and_the_safeguarding_line(
    lead: Client, begun: Programme
) -> None:
    begun.children_number = "01234 567890"
    begun.save()
    shown = text(lead, "preview?as=education")
    assert "Which phase of school is this?" in shown and "Asked only when “Training received”" in shown
    assert LINE in shown and "01234 567890" in shown and "minutes in the core" in shown
    assert "Which phase of school is this?" not in text(lead, "preview?as=health")
    assert lead.get(AT + "preview?as=nobody").status_code == 404


def test_an_analyst_writes_and_a_lead_publishes_what_was_seen(lead: Client, analyst: Client, begun: Programme) -> None:
    assert "Publish it" not in text(analyst)
    for code in ("council", "voluntary", "other"):
        begun.sectors.get(code=code).delete()
    before = filled(lead, "publish")["seen"]
    assert analyst.post(AT + "publish", {"seen": before}).status_code == 403
    sent = filled(analyst, "of/years", text="For how many years?")
    analyst.post(AT + "of/years", sent)
    late = lead.post(AT + "publish", {"seen": before})
    assert "Somebody else changed the questionnaire" in late.content.decode()
    assert not QuestionnaireVersion.objects.exists()
    again = {"seen": sent_by(late.content)["seen"]}
    lead.post(AT + "publish", again)
    lead.post(AT + "publish", again)
    (made,) = QuestionnaireVersion.objects.all()
    assert "For how many years?" in made.document and made.sha256[:16] in text(lead)


def test_a_later_wave_begins_with_the_last_and_its_comparison_is_confirmed(lead: Client, begun: Programme) -> None:
    for code in ("council", "voluntary", "other"):
        begun.sectors.get(code=code).delete()
    lead.post(AT + "publish", {"seen": filled(lead, "publish")["seen"]})
    lead.post(AT, {"begin": "published"})
    assert json.loads(QuestionnaireDraft.objects.get().document)["version"] == "2"
    lead.post(AT + "of/training", filled(lead, "of/training", choices_specific=""))
    page = lead.get(AT + "publish")
    assert "of the earlier wave is gone" in page.content.decode()
    seen = sent_by(page.content)["seen"]
    assert "codes changed since the last" in lead.post(AT + "publish", {"seen": seen}).content.decode().casefold()
    assert QuestionnaireVersion.objects.count() == 1
    lead.post(AT + "publish", {"seen": seen, "comparison_ends": "yes"})
    assert [v.version for v in QuestionnaireVersion.objects.all()] == ["1", "2"]


def test_a_question_is_moved_named_taken_out_and_the_draft_deleted(lead: Client, begun: Programme) -> None:
    response = lead.post(AT, {"move": "up:years"})
    assert response["Location"].endswith("#years")
    lead.post(AT, {"move": "up:nothing"})
    lead.post(AT + "name", filled(lead, "name", title="A new title", name="2027"))
    told = json.loads(QuestionnaireDraft.objects.get().document)
    assert (told["title"], told["version"]) == ("A new title", "2027")
    assert [i["code"] for i in told["items"]][-3:] == ["years", "knowledge", "websites"]
    held = lead.post(AT + "of/training/remove", {"version": filled(lead, "of/training/remove")["version"]})
    assert "it decides whether enough is asked" in held.content.decode().casefold()
    lead.post(AT + "of/years/remove", {"version": filled(lead, "of/years/remove")["version"]})
    assert lead.get(AT + "of/years").status_code == 404
    late = filled(lead, "delete")["seen"]
    lead.post(AT, {"move": "up:websites"})
    assert "Somebody else changed" in lead.post(AT + "delete", {"seen": late}).content.decode()
    assert QuestionnaireDraft.objects.exists()
    lead.post(AT + "delete", {"seen": filled(lead, "delete")["seen"]})
    assert not QuestionnaireDraft.objects.exists()
    assert [lead.get(AT + at).status_code for at in ("name", "preview", "delete", "publish", "draft.yaml")] == [404] * 5


def test_a_draft_is_saved_as_both_kinds_of_file(lead: Client, begun: Programme) -> None:
    Programme.objects.filter(pk=begun.pk).update(invented=True)
    as_yaml, as_form = lead.get(AT + "draft.yaml"), lead.get(AT + "draft.xlsx")
    assert "INVENTED-alder-questionnaire.yaml" in as_yaml["Content-Disposition"]
    back = read_questionnaire(as_yaml.content.decode())[1].content
    assert back == json.loads(QuestionnaireDraft.objects.get().document)
    assert len(read_xlsform(io.BytesIO(as_form.content).read(), "f.xlsx")[0].items) == len(back["items"])
    book = openpyxl.load_workbook(io.BytesIO(as_form.content))
    assert as_yaml.content.startswith(f"# {INVENTED}".encode()) and book["INVENTED"]["A1"].value == INVENTED


def test_what_no_form_can_say_is_told_and_no_error(lead: Client, begun: Programme) -> None:
    draft = QuestionnaireDraft.objects.get()
    content = json.loads(draft.document)
    content["items"][-1]["when"] = {"item": "sector", "count": {"at_least": 2}}
    QuestionnaireDraft.objects.update(document=json.dumps(content))
    page = lead.get(AT + "draft.xlsx", follow=True)
    assert page.status_code == 200 and "which an XLSForm cannot say" in page.content.decode()
