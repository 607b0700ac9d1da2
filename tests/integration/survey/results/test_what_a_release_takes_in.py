"""A release of answers from the site: their words become texts to code, and their minutes are told."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.answering import SMALL, Somebody, link, open_survey

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.models import Text
from thinking_together.survey.answering.models import Collection, PageTiming
from thinking_together.survey.answering.sending import Answered, insert
from thinking_together.survey.domain.releasing import make_release
from thinking_together.survey.models import Release, Response

pytestmark = pytest.mark.django_db
NOT_ASKED = "n"


@pytest.fixture
def collection() -> Collection:
    """Somebody answered everything."""
    opened = open_survey()
    Somebody(link(opened)).begin().answer({**SMALL, "second": ["yes"]})
    return opened


def come(collection: Collection, says: list[str | None], *, trial: bool = False, outcome: str = "complete") -> None:
    """Others who answered alike, and wrote this."""
    like = Response.objects.filter(trial=False).first()
    assert like is not None
    for words in says:
        states = like.states if words else like.states[:-1] + NOT_ASKED
        new = Answered(bytes(like.record), [words], states, outcome, like.sector)
        insert(collection.questionnaire_id, new, trial=trial)


def test_words_become_texts_once_they_are_counted_and_no_others(collection: Collection) -> None:
    came = [f"website {n}" for n in range(11)]
    come(collection, came)
    come(collection, [None] * 4)
    come(collection, ["only tried out"], trial=True)
    come(collection, ["stopped early"], outcome="breakoff")
    assert not Text.objects.exists()
    for _ in range(2):  # made again
        make_release(programme=collection.programme, by=SYSTEM)
    texts = list(Text.objects.order_by("position"))
    assert sorted(text.body for text in texts) == sorted([*came, *SMALL["websites"]])
    assert {(text.phase, text.question, text.sector) for text in texts} == {("survey", "websites", "education")}
    assert {text.unit for text in texts} == set(
        Response.objects.filter(texts__0__isnull=False, counted_from=1)
        .exclude(texts=[None])
        .values_list("key", flat=True)
    )
    assert Release.objects.count() == AuditEvent.objects.filter(action="survey.released").count() == 1


def test_a_second_release_adds_what_came_since_and_doubles_nothing(collection: Collection) -> None:
    come(collection, ["first"] * 11)
    make_release(programme=collection.programme, by=SYSTEM)
    come(collection, ["too few"] * 9)
    make_release(programme=collection.programme, by=SYSTEM)
    assert Text.objects.count() == 12 and not Text.objects.filter(body="too few").exists()
    come(collection, ["second"])
    make_release(programme=collection.programme, by=SYSTEM)
    assert Text.objects.count() == 22
    counted = Response.objects.filter(counted_from__isnull=False).values_list("key", flat=True)
    assert set(Text.objects.values_list("unit", flat=True)) == set(counted)


def test_texts_stand_in_no_order_of_coming(collection: Collection) -> None:
    come(collection, [f"{n:02}" for n in range(30)])
    make_release(programme=collection.programme, by=SYSTEM)
    for order in ("position", "pk"):
        bodies = list(Text.objects.exclude(body__in=SMALL["websites"]).order_by(order).values_list("body", flat=True))
        assert bodies != sorted(bodies) and bodies != sorted(bodies, reverse=True)


def test_a_release_that_fails_leaves_no_text(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    come(collection, ["words"] * 11)

    def full(**told: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("thinking_together.core.writes.add_event", full)
    with pytest.raises(OSError, match="full"):
        make_release(programme=collection.programme, by=SYSTEM)
    assert not Text.objects.exists() and not Response.objects.filter(counted_from=1).exists()


def minutes(viewer: Client, collection: Collection) -> dict[str, list[str]]:
    page = viewer.get(f"/p/{collection.programme.slug}/survey/results/taking-part")
    lines = html.fromstring(page.content).xpath("//table[caption[@id='minutes']]/tbody/tr")
    return {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in lines}


def test_minutes_are_told_by_path_with_a_release_and_not_of_a_few(collection: Collection) -> None:
    come(collection, ["words"] * 11)
    many_of = {"education": 40, "police": 12, "health": 9}
    rows = [(path, page, 60, many) for path, many in many_of.items() for page in range(3, 7)]
    PageTiming.objects.bulk_create(
        PageTiming(collection=collection, path=path, page=page, bucket=bucket, count=many)
        for path, page, bucket, many in rows
    )
    viewer = people.visit(people.member(collection.programme, Role.VIEWER).person)
    assert {line[1] for line in minutes(viewer, collection).values()} == {"not shown"}
    make_release(programme=collection.programme, by=SYSTEM)
    told = minutes(viewer, collection)
    assert told["Education"][1] == "5; 5.5" and told["Health"][1] == "not shown"
    assert told["Police"][1] == "not shown"  # it would tell of the path beside it
    PageTiming.objects.filter(path="education").update(bucket=300)
    assert minutes(viewer, collection) == told
