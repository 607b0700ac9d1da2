"""Going on later: a code and a mailed link open answers once, guessing is slowed, and a shared device forgets."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from tests.factories.answering import SMALL, Somebody, link, open_survey

from thinking_together.core.mail.handing import NotTaken
from thinking_together.core.mail.models import OutgoingMail
from thinking_together.messaging.models import Delivery
from thinking_together.survey.answering import returning
from thinking_together.survey.answering.models import Collection, Draft

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def collection() -> Collection:
    return open_survey()


def at_later(somebody: Somebody, do: str, **fields: str) -> Somebody:
    somebody.open("/s/alder/-/later")
    mark = somebody.page.xpath("string(//input[@name='_']/@value)")
    return somebody.show(somebody.client.post("/s/alder/-/later", body(_=mark, do=do, **fields), content_type=FORM))


def body(**fields: str) -> str:
    return urlencode(fields)


def come_back(code: str) -> tuple[Somebody, Client]:
    other = Somebody("/s/alder/-/back", client=Client()).open()
    return other.send(code=[code]), other.client


def test_a_code_opens_the_answers_on_another_device_once(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().send(SMALL).send(SMALL)
    at_later(somebody, "code")
    code = re.search(r"\b[a-z2-9]{4}(-[a-z2-9]{4}){2}", somebody.text)
    assert code
    assert code[0].replace("-", "") not in str(Draft.objects.values())
    other, _ = come_back(code[0].upper().replace("-", " "))
    assert other.at.endswith("/3")
    other.answer(SMALL)
    again, _ = come_back(code[0])
    assert "opens nothing" in again.text
    assert somebody.open("/s/alder/-/3").heading == "No answers are open on this device"


def test_a_mailed_link_opens_the_answers_and_nothing_keeps_the_address(collection: Collection, settings: Any) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    somebody = Somebody(link(collection)).begin().send(SMALL)
    at_later(somebody, "mail", address="not one")
    assert "Write an e-mail address" in somebody.text
    at_later(somebody, "mail", address="who@trust.example")
    assert "on its way" in somebody.text
    [message] = mail.outbox
    assert "self" not in message.subject.lower()
    assert not OutgoingMail.objects.exists()
    assert not Delivery.objects.exists()
    found = re.search(r"/s/alder/-/back/([a-z2-9]{12})", str(message.body))
    assert found
    other = Somebody(found[0], client=Client()).open()
    assert Draft.objects.get().code_hash, "a program that follows the link uses nothing up"
    other.send()
    assert other.at.endswith("/2")


def test_a_shared_device_is_cleared(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().send(SMALL)
    at_later(somebody, "clear")
    assert somebody.heading == "This device is cleared"
    assert somebody.open("/s/alder/-/2").heading == "No answers are open on this device"
    assert "not sent" not in somebody.open(link(collection)).text
    assert Draft.objects.count() == 1


def test_guessing_is_limited(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returning, "TRIES", 3)
    statuses = [
        Client().post("/s/alder/-/back", body(code=f"guess{n}"), content_type=FORM).status_code for n in range(5)
    ]
    assert statuses == [200, 200, 200, 429, 429]


def test_an_invented_programme_sends_nothing(collection: Collection) -> None:
    collection.programme.invented = True
    collection.programme.save()
    somebody = Somebody(link(collection)).begin().send(SMALL)
    assert "e-mail" not in somebody.open("/s/alder/-/later").text
    at_later(somebody, "mail", address="who@trust.example")
    assert not mail.outbox


def test_a_message_that_does_not_go_out_leaves_the_code_that_was_written_down(
    collection: Collection, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    somebody = Somebody(link(collection)).begin().send(SMALL).send(SMALL)
    at_later(somebody, "code")
    assert "took before" not in somebody.text
    written = re.search(r"\b[a-z2-9]{4}(-[a-z2-9]{4}){2}", somebody.text)
    assert written
    at_later(somebody, "mail", address="not one")
    with monkeypatch.context() as away:
        away.setattr(returning.Line, "hand_over", lambda line, message: (_ for _ in ()).throw(NotTaken))
        at_later(somebody, "mail", address="who@trust.example")
    assert "could not be sent" in somebody.text
    other, _ = come_back(written[0])
    assert other.at.endswith("/3")
    at_later(other, "code")
    at_later(other, "code")
    assert "took before opens nothing" in other.text
