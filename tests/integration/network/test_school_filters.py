"""Filters of schools see no word in an address, a page's title or a subject for which they block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from tests.factories import people
from tests.factories.network import ask, link_in, member
from tests.factories.outbox import gathering, sent

from thinking_together.core.permissions import Role
from thinking_together.core.school_filters import blocked
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import sign_up
from thinking_together.gatherings.models import Gathering
from thinking_together.network import urls
from thinking_together.network.domain.evaluating import open_evaluation
from thinking_together.network.domain.updates import seen_as, send_update, write_update
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Thinking together about self-harm"


def patterns() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and arguments of every address of the network."""

    def walk(found: list[Any], takes: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for one in found:
            both = takes + tuple(one.pattern.converters)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, both)
            elif isinstance(one, URLPattern):
                yield one.name or "", both

    yield from walk(urls.urlpatterns, ())


@pytest.fixture
def mails(programme: Programme) -> list[EmailMessage]:
    """One of each kind that the network writes, of a programme whose every name is what filters block."""
    Programme.objects.update(title=WORDS, subtitle=WORDS, place="Self-harm Bay")
    programme.refresh_from_db()
    programme.interest_list.create(code="ours", name=WORDS)
    programme.answered.create(code="asked", said=WORDS, did=WORDS, day=programme.as_of)
    event = gathering(programme)
    ann = member(programme, "ann")
    sign_up(gathering=event, participant=ann.participant, by=SYSTEM)
    sent()
    Gathering.objects.update(title=WORDS, day=programme.as_of)
    event.refresh_from_db()
    open_evaluation(gathering=event, by=SYSTEM)
    draft, update = (
        write_update(
            programme=programme, yours={"title": title, "body": WORDS, "audience": "all", "chosen": []}, by=SYSTEM
        )
        for title in ("Draft", "News")
    )
    send_update(update=update, seen=seen_as(update), to=1, by=SYSTEM)
    programme.updates.update(title=WORDS)  # as a folder could have brought it in, though it is refused there
    assert draft.sent is None
    ask(programme, "ann@trust.example")
    ask(programme, "ben@trust.example")
    return sent()


def subject_free(mail: EmailMessage) -> bool:
    return not blocked(str(mail.subject))


def test_no_subject(mails: list[EmailMessage]) -> None:
    assert len(mails) == 4  # the form, the update, the member's links, the link to confirm
    assert [mail.subject for mail in mails if not subject_free(mail)] == []


def test_no_address_and_no_title(programme: Programme, mails: list[EmailMessage]) -> None:
    tokens = {}
    for mail in mails:
        for what in ("confirm", "leave", "interests"):
            if f"/-/{what}/" in str(mail.body):
                tokens[f"network_{what}"] = link_in(mail, what).rpartition("/")[2]
    event = Gathering.objects.get()
    takes = {
        "programme": "alder",
        "event": event.code,
        "answer": "asked",
        "participant": "ann",
        "entry": "ours",
        "update": "draft",
    }
    lead = people.visit(people.member(programme, Role.LEAD).person, second_factor=True)
    seen = 0
    for name, names in patterns():
        of = {"network_update": "news", "network_update_show": "news"}
        arguments = takes | {"update": of.get(name, "draft"), "token": tokens.get(name, "")}
        address = reverse(name, kwargs={one: arguments[one] for one in names})
        page = lead.get(address)
        assert page.status_code == 200, address
        title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)
        assert title and not blocked(title[1]), f"{address}: {title and title[1]}"
        assert not blocked(address)
        seen += 1
    assert seen > 25
    refused = Client().post("/network/alder/join", {"at": "work", "key": str(uuid4())}).content.decode()
    title = re.search(r"<title>(.*?)</title>", refused, re.DOTALL)
    assert title and title[1].strip().startswith("Error: ") and not blocked(title[1])
