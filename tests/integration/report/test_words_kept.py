"""Words in a report: what is published has to be withdrawn first, and then nothing keeps them; prose is rewritten."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.factories import people
from tests.factories.editions import draft

from thinking_together.accounts.models import Person
from thinking_together.core import purges
from thinking_together.core.permissions import Role
from thinking_together.core.purge_records import Purge
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import purge_text
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.publishing import withdraw_edition
from thinking_together.report.models import Edition

pytestmark = pytest.mark.django_db
PAGE = "/p/alder/setup/words"
PROSE = {"results": [{"title": "A finding", "body": "As Zebedee Quill of the school put it."}]}
QUOTED = {"evidence": [{"passage": {"text_ref": "s1/q1", "words": "We rang Zebedee Quill."}}]}


@pytest.fixture
def alder() -> Programme:
    return people.programme("alder")


@pytest.fixture
def lead(alder: Programme) -> Person:
    return people.member(alder, Role.LEAD).person


@pytest.fixture
def client(lead: Person) -> Client:
    return people.visit(lead, second_factor=True)


def found(client: Client) -> tuple[list[str], str]:
    """What can be chosen, and what is said to stay."""
    page = client.post(PAGE, {"words": "zebedee quill"}).content.decode()
    chosen = re.findall(r'name="chosen"[^>]*value="([^"]+)"', page)
    return chosen, page.partition("Where they stay")[2].partition("</ul>")[0]


def remove(client: Client, *chosen: str) -> None:
    told = {"words": "zebedee quill", "act": "remove", "chosen": chosen, "sure": "on"}
    assert client.post(PAGE, told).status_code == 302


def left(edition: Edition) -> tuple[str, object, int, int]:
    edition.refresh_from_db()
    return edition.state, edition.document, edition.files.count(), edition.pictures.count()


def test_what_is_published_is_named_and_can_be_emptied_once_it_is_withdrawn(
    client: Client, alder: Programme, lead: Person
) -> None:
    made = draft(alder, state="published", document=PROSE)
    chosen, stays = found(client)
    assert chosen == [] and "withdraw it" in stays and f'href="/reports/{made.slug}/"' in stays
    withdraw_edition(edition=made, reason="A name.", by=lead)
    assert found(client) == ([f"report.edition:{made.pk}"], "")
    remove(client, f"report.edition:{made.pk}")
    assert left(made) == ("withdrawn", {}, 0, 0)
    assert "A name." in client.get(f"/reports/{made.slug}/").content.decode()


def test_a_quotation_that_was_purged_goes_from_the_edition_when_it_is_withdrawn(alder: Programme, lead: Person) -> None:
    made, other = (draft(alder, number, state="published", document=QUOTED) for number in (1, 2))
    Edition.objects.filter(pk=other.pk).update(document=PROSE)
    Text.objects.create(programme=alder, ref="s1/q1", version=1, body="We rang Zebedee Quill.", sha256="0" * 64)
    purge_text(programme=alder, ref="s1/q1", by=SYSTEM)
    assert left(made)[1] == QUOTED
    for edition in (made, other):
        withdraw_edition(edition=edition, reason="A name.", by=lead)
    assert left(made) == ("withdrawn", {}, 0, 0)
    assert left(other)[1:] == (PROSE, 1, 1)


def test_a_draft_goes_whole_and_nothing_of_another_programme(client: Client, alder: Programme) -> None:
    made, other = draft(alder, document=PROSE), draft(people.programme("birch"), document=PROSE)
    assert found(client)[0] == [f"report.edition:{made.pk}"]
    remove(client, f"report.edition:{made.pk}")
    assert list(Edition.objects.all()) == [other] and left(other)[1] == PROSE
    page = client.post(PAGE, {"words": "zebedee quill", "act": "remove", "chosen": f"report.edition:{other.pk}"})
    assert "These words stand in no text" in page.content.decode() and left(other)[1] == PROSE


def test_an_older_backup_in_which_it_was_published_does_not_bring_it_back(
    client: Client, alder: Programme, lead: Person
) -> None:
    made = draft(alder, state="withdrawn", withdrawn_because="x", document=PROSE)
    remove(client, f"report.edition:{made.pk}")
    entries = purges.recorded()
    Edition.objects.update(state="published", withdrawn_because="", document=PROSE)
    Purge.objects.all().delete()
    assert purges.replay(entries) == 1
    assert left(made)[:2] == ("withdrawn", {})
    assert client.get(f"/reports/{made.slug}/").status_code == 410


def test_prose_that_people_argue_in_is_named_and_stays_for_them_to_rewrite(client: Client, alder: Programme) -> None:
    alder.report_sections.create(code="context", heading="Context", body="Zebedee Quill said so.")
    finding = alder.findings.create(code="f1", title="Told", body="Zebedee Quill said so.")
    finding.negative_cases.create(explanation="Zebedee Quill alone.")
    people.programme("birch").report_sections.create(code="context", heading="Other", body="Zebedee Quill")
    chosen, stays = found(client)
    assert chosen == [] and "Other" not in stays and stays.count("<li") == 3
    assert "Section of the report: Context: rewrite it" in stays and "Finding: Told" in stays
