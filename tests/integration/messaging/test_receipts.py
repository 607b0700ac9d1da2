"""What GOV.UK Notify tells of messages: proved by a token, taken twice without harm, and of no other message."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.factories.outbox import ANSWER, NEWS, real_programme, sent

from thinking_together.core.audit import AuditEvent
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.domain import send
from thinking_together.messaging.models import Delivery, DeliveryState, Stop
from thinking_together.messaging.parts import Recipient
from thinking_together.messaging.receipts import NotAReceipt, receipt_of
from thinking_together.messaging.views import receipts

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-thirty-characters-or-more"


@pytest.fixture(autouse=True)
def notify(settings: Any) -> None:
    settings.NOTIFY_RECEIPT_TOKEN = TOKEN


@pytest.fixture
def ids() -> dict[str, str]:
    """``Message-ID`` by name, of three that were sent."""
    to = [Recipient(f"{name}@trust.example") for name in ("ann", "ben", "cat")]
    send(programme=real_programme(), key="k", kind=NEWS.code, subject="News", body="Hi.", to=to, by=SYSTEM)
    return {mail.to[0].partition("@")[0]: str(mail.message()["Message-ID"]) for mail in sent()}


def tell(reference: str, status: str, token: str = TOKEN) -> int:
    """As Notify posts it, without a cookie."""
    told = {
        "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
        "reference": reference,
        "to": "somebody.else@trust.example",
        "status": status,
        "created_at": "2026-11-26T09:00:00.000000Z",
        "completed_at": "2026-11-26T09:00:05.000000Z",
        "sent_at": None,
        "notification_type": "email",
        "template_id": "f33517ff-2a88-4f6e-b855-c550268ce08a",
        "template_version": 1,
    }
    strict = Client(enforce_csrf_checks=True)
    return strict.post(
        "/messages/notify/receipts",
        json.dumps(told),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    ).status_code


def states() -> dict[str, tuple[str, str]]:
    return {d.to.partition("@")[0]: (d.state, d.note) for d in Delivery.objects.all()}


def test_each_outcome_marks_that_delivery_and_no_other_and_twice_is_as_once(ids: dict[str, str]) -> None:
    for _ in range(2):
        assert tell(ids["ann"], "delivered") == tell(ids["ben"], "permanent-failure") == 204
        assert tell(ids["cat"], "temporary-failure") == 204
    found = states()
    assert found["ann"] == ("sent", "Delivered")
    assert found["ben"][0] == found["cat"][0] == "bounced" and "no such address" in found["ben"][1]
    assert list(Stop.objects.values_list("address", "reason")) == [("ben@trust.example", "bounced")]
    events = AuditEvent.objects.filter(action="delivery.bounced")
    assert events.count() == 2 and "@" not in str(list(events.values_list("label", "details")))


def test_what_was_not_known_to_be_sent_is_known_and_what_came_back_stays_so(ids: dict[str, str]) -> None:
    Delivery.objects.filter(address="ann@trust.example").update(state=DeliveryState.UNKNOWN)
    tell(ids["ann"], "delivered")
    tell(ids["ben"], "technical-failure")
    tell(ids["ben"], "delivered")
    assert (states()["ann"][0], states()["ben"][0]) == ("sent", "bounced")
    assert sent() == [] and not Stop.objects.exists()


@pytest.mark.parametrize("state", ["waiting", "held", "failed", "withdrawn"])
def test_an_old_receipt_changes_nothing_of_what_was_asked_for_again(ids: dict[str, str], state: str) -> None:
    Delivery.objects.update(state=state, note="as it was")
    assert tell(ids["ann"], "delivered") == tell(ids["ben"], "permanent-failure") == 204
    assert set(states().values()) == {(state, "as it was")}


def test_one_that_comes_before_the_worker_has_noted_it_is_asked_for_again(ids: dict[str, str]) -> None:
    Delivery.objects.update(state=DeliveryState.HANDING_OVER)
    assert tell(ids["ann"], "permanent-failure") == 503
    Delivery.objects.update(state=DeliveryState.SENT)
    assert tell(ids["ann"], "permanent-failure") == 204
    assert states()["ann"][0] == "bounced"


@pytest.mark.parametrize("status", ["sending", "created", "", "Delivered "])
def test_what_goes_on_still_or_is_of_others_changes_nothing(ids: dict[str, str], status: str) -> None:
    before = states()
    assert tell(ids["ann"], status) == 204
    assert tell("<00000000-0000-0000-0000-000000000000@here>", "permanent-failure") == 204
    assert tell("A code for somebody", "permanent-failure") == 204
    assert states() == before


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "ünïcode"])
def test_nobody_else_tells_anything(ids: dict[str, str], token: str) -> None:
    before = states()
    assert tell(ids["ann"], "permanent-failure", token) == 401
    assert states() == before


def test_guessing_ends_in_too_many(ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "WRONG", "5/h/ip")
    assert [tell(ids["ann"], "delivered", "wrong") for _ in range(7)] == [401] * 5 + [429] * 2
    assert tell(ids["ann"], "permanent-failure") == 429 and states()["ann"] == ("sent", "")


def test_without_a_token_in_the_settings_there_is_nothing(ids: dict[str, str], settings: Any) -> None:
    assert Client().get("/messages/notify/receipts").status_code == 405
    settings.NOTIFY_RECEIPT_TOKEN = ""
    assert tell(ids["ann"], "permanent-failure", "") == 404
    assert Client().get("/messages/notify/receipts").status_code == 404
    assert states()["ann"][0] == "sent"


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"status": 5}', b'"status"', b"\xff", b"[" * 2000])
def test_what_is_no_receipt_is_refused(body: bytes) -> None:
    with pytest.raises(NotAReceipt):
        receipt_of(body)
    kept = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {TOKEN}"}}
    assert Client().post("/messages/notify/receipts", body, **kept).status_code == 400


def test_answers_to_somebody_are_marked_too_but_stop_nothing_else(ids: dict[str, str]) -> None:
    """The same address is written to again when it asks for something: a stop is for what goes to many."""
    tell(ids["ann"], "permanent-failure")
    programme = Delivery.objects.first().message.programme  # type: ignore[union-attr]
    to = [Recipient("ann@trust.example")]
    send(programme=programme, key="answer", kind=ANSWER.code, subject="Yours", body="Hi.", to=to, by=SYSTEM)
    assert [mail.to for mail in sent()] == [["ann@trust.example"]]
