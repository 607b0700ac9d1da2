"""The list of named resources that an analyst keeps: list after list, in the log, never in the questionnaire."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.survey_results import answered_programme
from tests.factories.surveys import many

from thinking_together.analysis.mentions import Resource
from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.audit import AuditEvent
from thinking_together.core.editing import Conflict
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import MentionList
from thinking_together.survey.results.mentioning import keep_list

pytestmark = pytest.mark.django_db
SAYS = ("Papyrus helps", "Young Minds", "Kooth")


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    rows = [{**row, "websites": SAYS[int(row["response"][1:]) % 3], "counted_from": "1"} for row in many(0, 60)]
    return answered_programme(tmp_path / "in", rows)


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.ANALYST).person, second_factor=True)


def at(programme: Programme) -> str:
    return f"/p/{programme.slug}/survey/results/words/websites/resources"


def counted(client: Client, programme: Programme) -> dict[str, str]:
    page = client.get(f"/p/{programme.slug}/survey/results/of/mentions.websites").content
    rows = html.fromstring(page).xpath("//table/tbody/tr")
    return {row[0].text_content().strip(): row[2].text_content() for row in rows}


def test_an_analyst_looks_for_more_and_the_questionnaire_stays(analyst: Client, programme: Programme) -> None:
    before = programme.questionnaires.get()
    assert counted(analyst, programme) == {"YoungMinds": "20 of 60", "Kooth": "20 of 60"}
    page = html.fromstring(analyst.get(at(programme)).content)
    assert page.xpath("//textarea/text()")[0].strip() == "YoungMinds | Young Minds\nKooth"
    sent = {"lines": "YoungMinds | Young Minds\nKooth\nPapyrus | HOPELINE", "version": "0"}
    assert analyst.post(at(programme), sent).status_code == 302
    assert counted(analyst, programme) == {"YoungMinds": "20 of 60", "Kooth": "20 of 60", "Papyrus": "20 of 60"}
    after = programme.questionnaires.get()
    assert (after.document, after.sha256) == (before.document, before.sha256)
    event = AuditEvent.objects.get(action="mentions.kept")
    assert event.details == {"item": "websites", "number": 1, "resources": 3}
    assert analyst.post(at(programme), sent).status_code == 302  # the same once more: no other list
    assert MentionList.objects.count() == 1


def test_a_list_that_somebody_else_changed_is_not_overwritten(analyst: Client, programme: Programme) -> None:
    keep_list(programme=programme, item="websites", seen=0, resources=[Resource("kooth", "Kooth")], by=SYSTEM)
    page = analyst.post(at(programme), {"lines": "Papyrus", "version": "0"})
    assert b"Somebody else saved a change" in page.content
    assert MentionList.objects.count() == 1
    with pytest.raises(Conflict):
        keep_list(programme=programme, item="websites", seen=0, resources=[Resource("x", "X")], by=SYSTEM)
    with pytest.raises(TypeError):
        MentionList.objects.update(resources=[])


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("Kooth\nKOOTH | other", "stands there twice"),
        ("Kooth | hub\nPapyrus | Hub", "also belongs to"),
        ("!!", "no letters"),
    ],
)
def test_what_cannot_be_looked_for_is_said(analyst: Client, programme: Programme, lines: str, why: str) -> None:
    page = analyst.post(at(programme), {"lines": lines, "version": "0"}).content.decode()
    assert "There is a problem" in page and why in page
    assert not MentionList.objects.exists()


def test_only_those_who_analyse_change_it(programme: Programme) -> None:
    coder = people.visit(people.member(programme, Role.CODER).person)
    assert coder.post(at(programme), {"lines": "Papyrus", "version": "0"}).status_code == 403
    assert not MentionList.objects.exists()


def test_lists_go_out_and_come_back_with_their_programme(programme: Programme, tmp_path: Path) -> None:
    for seen, name in enumerate(("Papyrus", "Mind")):
        made = [Resource(name.lower(), name, ("One way", "another"))] if not seen else [Resource("mind", "Mind")]
        keep_list(programme=programme, item="websites", seen=seen, resources=made, by=SYSTEM)
    kept = list(MentionList.objects.values_list("item", "number", "resources"))
    export_folder(programme, tmp_path / "out")
    programme.delete()
    again = import_folder(tmp_path / "out", by=SYSTEM)
    assert list(again.questionnaires.get().mention_lists.values_list("item", "number", "resources")) == kept
    file = tmp_path / "out/survey/mentions.csv"
    file.write_text(file.read_text().replace("websites", "training"))
    with pytest.raises(BundleRefused, match="training"):
        import_folder(tmp_path / "out", by=SYSTEM, replace=True)


def test_a_spelling_of_one_person_does_not_tell_in_which_group_they_are(analyst: Client, programme: Programme) -> None:
    """Else the list with it beside the list without would move the counts of that person's groups by one."""
    one = programme.questionnaires.get().responses.get(key="r0")
    one.texts = ["Papyrus, and the blue leaflet that only I know"]
    one.save(update_fields=["texts"])
    before = counted(analyst, programme)
    for lines in (
        "YoungMinds | Young Minds | blue leaflet\nKooth",
        "YoungMinds | Young Minds\nChat | Kooth | blue leaflet",
    ):
        page = analyst.post(at(programme), {"lines": lines, "version": "0"}).content.decode()
        assert "could tell in which group they are" in page and not MentionList.objects.exists()
        assert counted(analyst, programme) == before
    longer = "YoungMinds | Young Minds | Papyrus\nKooth"  # 20 people more, and then all of them but one
    assert analyst.post(at(programme), {"lines": longer, "version": "0"}).status_code == 302
    fewer = "YoungMinds | Young Minds | Papyrus helps\nKooth"
    assert "could tell" in analyst.post(at(programme), {"lines": fewer, "version": "1"}).content.decode()
    alone = "YoungMinds | Young Minds | blue leaflet\nKooth"  # far from the last, and one away from the first
    assert "could tell" in analyst.post(at(programme), {"lines": alone, "version": "1"}).content.decode()
    assert MentionList.objects.count() == 1
