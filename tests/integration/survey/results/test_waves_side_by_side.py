"""Two waves of an item beside each other by their codes, each through the gate; what is not comparable says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.survey_results import answered_programme

from thinking_together.core.permissions import Role
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import QuestionnaireVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    """The second wave has other words for one item, and other points in another; fewer of health had the training."""
    programme = answered_programme(tmp_path / "in")
    first = programme.questionnaires.get()
    content = json.loads(first.document)
    items = {item["code"]: item for item in content["items"]}
    items["training"]["text"] = "Which training have you ever had?"
    items["training"]["choices"][1]["label"] = "A first aid course"
    items["years"]["bands"] = [2, 5, 20]
    told = {"code": first.code, "version": "2", "title": "Second", "sha256": "2" * 64, "position": 1}
    second = QuestionnaireVersion.objects.create(programme=programme, document=json.dumps(content), **told)
    second.releases.create(number=1, rules=first.releases.get().rules)
    for row in list(first.responses.filter(sector__in=("education", "police"))):
        row.pk, row.questionnaire = None, second
        row.save(force_insert=True)
    return programme


@pytest.fixture
def viewer(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.VIEWER).person)


def at(programme: Programme, figure: str) -> str:
    return f"/p/{programme.slug}/survey/results/of/{figure}"


def test_shares_of_both_waves_and_what_reads_differently(viewer: Client, programme: Programme) -> None:
    assert b"Beside the wave before" in viewer.get(at(programme, "training")).content
    page = viewer.get(at(programme, "training/waves")).content
    rows = [[cell.text_content().strip() for cell in row] for row in html.fromstring(page).xpath("//table/tbody/tr")]
    assert rows[0][:4] == ["On the job, informal", "1", "66%", "120 of 183"]
    assert rows[1][:4] == ["On the job, informal", "2", "57%", "50 of 88"]
    assert "it read &#39;Which training have you had?&#39; in the earlier wave" in page.decode()
    reworded = [row[1:3] for row in rows if row[0] == "A first aid course"]
    assert [wave for wave, _ in reworded] == ["1", "2"] and all(share.endswith("%") for _, share in reworded)
    assert "the choice &#39;mhfa&#39; read &#39;Mental Health First Aid&#39;" in page.decode()
    hidden = [row for row in rows if row[0] == "None of these"]
    assert [row[2] for row in hidden] == ["too few to show", "too few to show"]


def test_what_cannot_be_compared_is_not(viewer: Client, programme: Programme) -> None:
    page = viewer.get(at(programme, "years/waves")).content.decode()
    assert "other bands than in the earlier wave" in page and "<table" not in page


def test_one_wave_has_nothing_beside_it(viewer: Client, programme: Programme) -> None:
    programme.questionnaires.get(version="2").delete()
    assert "There is one wave so far" in viewer.get(at(programme, "training/waves")).content.decode()
