"""Back, refresh, double submit, two tabs, other devices: nothing lost, nothing doubled, nobody's answers mixed."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.answering import SMALL, Somebody, link, open_survey

from thinking_together.core.audit import AuditEvent
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Pause
from thinking_together.survey.answering import sending, tokens
from thinking_together.survey.answering.closing import close_collection, end_over
from thinking_together.survey.answering.drafting import Sent, write
from thinking_together.survey.answering.models import Collection, Draft
from thinking_together.survey.answering.sending import send
from thinking_together.survey.answering.standing import Standing, by_token
from thinking_together.survey.answering.visit import COOKIE
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db
ALL = {**SMALL, "second": ["yes"]}


@pytest.fixture
def collection() -> Collection:
    return open_survey()


def held() -> dict[str, list[str]]:
    answers: dict[str, list[str]] = json.loads(Draft.objects.get().answers)
    return answers


def test_a_form_sent_twice_begins_once_and_sends_once(collection: Collection) -> None:
    somebody = Somebody(link(collection)).open()
    begin = somebody.fields()
    for _ in range(2):
        assert somebody.post(begin).status_code == 303
    assert Draft.objects.count() == 1
    somebody.open("/s/alder/-/1").answer(ALL, until="/check")
    last, held_then = somebody.fields(), somebody.client.cookies[COOKIE].value
    before = AuditEvent.objects.count()
    first = somebody.post(last)
    somebody.client.cookies[COOKIE] = held_then
    again = somebody.post(last)
    assert first.status_code == 303
    assert "If you pressed Send" in again.content.decode()
    assert "There is nothing more to send here" in again.content.decode()
    assert (Response.objects.count(), Draft.objects.count()) == (1, 0)
    assert AuditEvent.objects.count() == before, "no event tells of an answer"


def test_send_pressed_twice_at_the_same_moment_shows_the_receipt(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = Somebody(link(collection)).begin().answer(ALL, until="/check")
    real = sending.send

    def first_by_the_other(standing: Standing) -> None:
        real(standing)
        real(standing)

    monkeypatch.setattr(sending, "send", first_by_the_other)
    assert somebody.send().heading == "Thank you"
    assert (Response.objects.count(), Draft.objects.count()) == (1, 0)


def test_a_trial_and_answers_are_not_gone_on_with_by_the_other_link(collection: Collection) -> None:
    somebody = Somebody(link(collection, trial=True)).begin().send(ALL)
    first = Somebody(link(collection), client=somebody.client).open()
    assert "A trial is open on this device" in first.text
    fields = first.fields()
    fields.pop("anew")  # as it was shown before the trial
    first.show(first.post(fields))
    assert list(Draft.objects.order_by("pk").values_list("trial", flat=True)) == [True, False]
    again = Somebody(link(collection, trial=True), client=somebody.client).open()
    assert "Answers that are no trial" in again.text
    begun = Somebody(link(collection), client=somebody.client).open()
    assert "Begin anew, for somebody else" in begun.text


def test_what_was_sent_from_two_tabs_is_kept_of_both(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().answer(ALL, until="/check")
    pages = somebody.page.xpath("//main//dd/a/@href")
    tabs = [Somebody(at, client=somebody.client).open() for at in (pages[2], pages[6])]
    for tab, answers in zip(tabs, ({"training": ["none"]}, {"years": ["7"]}), strict=True):
        tab.send(answers)
    assert (held()["training"], held()["years"]) == (["none"], ["7"])


def test_writing_and_sending_at_the_same_moment_lose_nothing(collection: Collection) -> None:
    """Each read the draft before the other wrote it."""
    somebody = Somebody(link(collection)).begin().answer(ALL, until="/check")
    token = tokens.digest(tokens.token_in(somebody.client.cookies[COOKIE].value))
    one, two, three = (by_token("alder", token) for _ in range(3))
    assert one and two and three
    write(one, lambda now: now.with_answers(4, {"training": ("none",)}))
    write(two, lambda now: now.with_answers(6, {"years": ("7",)}))
    assert (held()["training"], held()["years"]) == (["none"], ["7"])
    send(three)
    sent = Response.objects.get()
    assert sent.texts == ["Young Minds & <Kooth>"]
    for late in (send, lambda standing: write(standing, lambda now: now)):
        with pytest.raises(Sent):
            late(two)
    assert Response.objects.count() == 1


def test_back_and_sent_again_changes_and_asks_nothing_anew(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().answer(ALL, until="/check")
    first = next(at for at in somebody.seen if at.endswith("/2"))
    somebody.open(first)
    assert somebody.page.xpath("//input[@checked]/@value") == ["education"]
    somebody.send({"sector": ["health"]})
    assert held()["phase"] == ["primary"], "kept aside"
    somebody.answer({}, until="/check").answer({})
    assert Response.objects.get().sector == "health"


def test_a_refreshed_page_sends_nothing(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().send(ALL)
    revision = Draft.objects.get().revision
    somebody.open(somebody.at)
    assert Draft.objects.get().revision == revision


def test_what_is_wrong_is_told_and_nothing_of_it_is_kept(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin()
    somebody.send()
    assert "Say whether you agree to take part" in somebody.text
    while "years" not in somebody.questions:
        somebody.send(ALL)
    somebody.send({"years": ["<b>90</b>"]})
    assert "Write a number in digits" in somebody.text
    assert somebody.page.xpath("//input[@name='years']/@value") == ["<b>90</b>"]
    assert "years" not in held()
    somebody.send({"years": ["90"]})
    assert "between 0 and 60" in somebody.text


def test_a_page_of_other_answers_changes_nothing(collection: Collection) -> None:
    """A tab that somebody left open on a shared device must not write into the answers of the next person."""
    first = Somebody(link(collection)).begin()
    stale = first.fields(consent=["decline"])
    form = first.form.get("action")
    other = Somebody(link(collection)).begin()
    response = other.client.post(form, stale)
    assert response.status_code == 409
    assert Draft.objects.count() == 2


def test_no_other_site_sends_a_form_here(collection: Collection) -> None:
    somebody = Somebody(link(collection)).open()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert somebody.client.post(somebody.at, {"nonce": "a"}, headers=headers).status_code == 400
    assert not Draft.objects.exists()


def test_a_cookie_is_good_for_a_day(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().send(ALL)
    value = somebody.client.cookies[COOKIE].value
    token = tokens.token_in(value)
    assert token
    now = time.time()
    assert tokens.token_in(value, now + tokens.DAY - 5) == token
    assert tokens.token_in(value, now + tokens.DAY + 5) == ""
    assert tokens.token_in(value[:-1] + ("0" if value[-1] != "0" else "1")) == ""
    assert token not in Draft.objects.get().token_hash


def test_who_declines_leaves_nothing(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().send({"consent": ["decline"]})
    assert somebody.heading == "Nothing was kept"
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


def test_paused_and_closed_surveys_take_nothing_in_and_lose_nothing(collection: Collection) -> None:
    somebody = Somebody(link(collection)).begin().answer(ALL, until="/check")
    last = somebody.fields()
    pause = Pause.objects.create(programme=collection.programme)
    assert "held back for now" in somebody.post(last).content.decode()
    assert Draft.objects.count() == 1
    pause.ended = timezone.now()
    pause.save()
    close_collection(collection=collection, by=SYSTEM)
    assert "The survey is closed" in somebody.post(last).content.decode()
    assert (Response.objects.get().outcome, Draft.objects.count()) == ("complete", 0)
    close_collection(collection=collection, by=SYSTEM)
    assert Response.objects.count() == 1


def test_drafts_end_as_what_they_were(collection: Collection) -> None:
    looked = Somebody(link(collection, "health")).begin()
    assert looked.heading
    stopped = Somebody(link(collection, "health")).begin()
    stopped.send(ALL).send(ALL)
    Draft.objects.update(day=timezone.localdate() - timedelta(days=15))
    fresh = Somebody(link(collection)).begin()
    assert fresh.heading
    end_over(timezone.localdate())
    assert Draft.objects.count() == 1
    assert sorted(Response.objects.values_list("outcome", "sector")) == [
        ("breakoff", "health"),
        ("introduction", "health"),
    ]


def test_the_last_day_closes_it(collection: Collection) -> None:
    Collection.objects.update(closes=timezone.localdate() - timedelta(days=1))
    assert "The survey is closed" in Somebody(link(collection)).open().text
    end_over(timezone.localdate())
    assert Collection.objects.get().closed == timezone.localdate()


def test_nobody_without_a_token_finds_a_draft(collection: Collection) -> None:
    Somebody(link(collection)).begin().send(ALL)
    stranger = Somebody("/s/alder/-/3", client=Client()).open()
    assert stranger.heading == "No answers are open on this device"
