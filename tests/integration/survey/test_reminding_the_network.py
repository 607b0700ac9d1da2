"""A reminder from the page of who took part: an update with its words, sent by nobody yet, to everybody alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.factories import people
from tests.factories.answering import SMALL, Somebody, link, open_survey

from thinking_together.core.permissions import Role
from thinking_together.core.school_filters import blocked
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.models import Message
from thinking_together.network.models import Update
from thinking_together.survey.answering.closing import close_collection
from thinking_together.survey.answering.models import Collection

pytestmark = pytest.mark.django_db
AT = "/p/alder/survey/results/taking-part"


@pytest.fixture
def collection() -> Collection:
    return open_survey()


def lead(collection: Collection) -> Client:
    return people.visit(people.member(collection.programme, Role.LEAD).person, second_factor=True)


def fields(client: Client) -> dict[str, str]:
    """What the button sends."""
    page: Any = html.fromstring(client.get(AT).content)
    names = page.xpath("//main//form//input[@name != 'csrfmiddlewaretoken']")
    return {one.get("name"): one.get("value") for one in names}


def test_its_words_are_there_and_nothing_is_sent(collection: Collection) -> None:
    client = lead(collection)
    before = fields(client)
    Somebody(link(collection)).begin().answer(SMALL)
    assert fields(client) == before
    assert client.post("/p/alder/network/updates/new", before).status_code == 302
    update = Update.objects.get()
    assert link(collection) in update.body and "Nobody knows who has answered" in update.body
    assert (update.sent, update.audience) == (None, "all") and not Message.objects.exists()
    assert not blocked(update.title)


def test_there_is_none_of_a_survey_that_is_over_or_for_a_list(collection: Collection) -> None:
    client = lead(collection)
    Collection.objects.update(invited_only=True)
    collection.links.filter(sector="", trial=False).delete()
    assert "No survey is open to everybody" in client.get(AT).content.decode()
    close_collection(collection=collection, by=SYSTEM)
    assert "No survey is open to everybody" in client.get(AT).content.decode()


def test_who_does_not_run_the_network_gets_no_words(collection: Collection) -> None:
    viewer = people.visit(people.member(collection.programme, Role.VIEWER).person)
    assert "Write a reminder" not in viewer.get(AT).content.decode()
