"""Pages that are sent after their draft was closed, sent or held back: nothing typed is lost, nothing counts twice."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from tests.factories.answering import SMALL, Somebody, link, open_survey

from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Pause
from thinking_together.survey.answering import tokens
from thinking_together.survey.answering.closing import close_collection, end_over
from thinking_together.survey.answering.models import Collection, Draft
from thinking_together.survey.answering.visit import COOKIE
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db
ALL = {**SMALL, "second": ["yes"]}
WORDS = "Kooth, in the corridor"


@pytest.fixture
def collection() -> Collection:
    return open_survey()


@pytest.fixture
def at_words(collection: Collection) -> Somebody:
    """Somebody who has answered all but the open question, and is writing there."""
    somebody = Somebody(link(collection, "education")).begin()
    while "websites" not in somebody.questions:
        somebody.send(ALL, **({"second": ["yes"]} if "more" in somebody.at else {}))
    return somebody


def held() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(Draft.objects.get().answers)
    return answers


def no_cookie(somebody: Somebody) -> None:
    somebody.client.cookies.pop(COOKIE, None)


def sent(somebody: Somebody, address: str, fields: Mapping[str, Any]) -> Any:
    body = urlencode(fields, doseq=True)
    return somebody.client.post(address, body, content_type="application/x-www-form-urlencoded")


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    now = time.time() + seconds
    monkeypatch.setattr(tokens.time, "time", lambda: now)


def test_a_page_younger_than_a_day_opens_its_draft_again(at_words: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    form = at_words.fields(websites=[WORDS])
    no_cookie(at_words)
    later(monkeypatch, tokens.DAY - 60)
    first = at_words.post(form)
    assert held()["websites"] == [WORDS]
    no_cookie(at_words)
    assert at_words.post(form)["Location"] == first["Location"], "sent twice"
    at_words.show(first).answer(ALL)
    assert (Response.objects.get().outcome, Draft.objects.count()) == ("complete", 0)


def test_a_page_older_than_a_day_keeps_what_it_holds_and_shows_nothing_of_before(
    at_words: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = at_words.fields(websites=[WORDS])
    later(monkeypatch, tokens.DAY + 60)
    for _ in range(2):
        no_cookie(at_words)
        assert at_words.post(form)["Location"] == "/s/alder/-/kept"
    assert held() == {"sector": ["education"], "websites": [WORDS]}
    assert json.loads(Draft.objects.get().earlier)["years"] == ["3"]
    at_words.open("/s/alder/-/kept")
    assert at_words.heading == "What you wrote is kept"
    at_words.open("/s/alder/-/check")
    assert at_words.at.endswith("/1")
    assert not at_words.page.xpath("//input[@checked]")
    at_words.answer({**ALL, "years": ["9"], "websites": [WORDS]})
    assert Response.objects.get().texts == [WORDS]


def test_what_is_not_answered_anew_counts_as_far_as_it_went(
    at_words: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = at_words.fields(websites=[WORDS])
    no_cookie(at_words)
    with monkeypatch.context() as late:
        later(late, tokens.DAY + 60)
        at_words.post(form)
    Draft.objects.update(day=timezone.localdate() - timedelta(days=15))
    end_over(timezone.localdate())
    sent = Response.objects.get()
    assert (sent.outcome, sent.texts, sent.sector) == ("complete", [WORDS], "education")


def test_checked_answers_are_sent_however_long_the_page_was_open(
    at_words: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_words.answer(ALL, until="/check")
    form = at_words.fields()
    later(monkeypatch, tokens.DAY + 60)
    no_cookie(at_words)
    assert at_words.post(form)["Location"] == "/s/alder/-/sent"
    again = at_words.post(form).content.decode()
    assert "If you pressed Send" in again
    assert "begin with this" not in again
    assert (Response.objects.count(), Draft.objects.count()) == (1, 0)


def test_a_tab_left_behind_after_sending_does_not_begin_by_itself(at_words: Somebody) -> None:
    stale = at_words.fields(websites=[WORDS])
    tab = Somebody(at_words.at, client=at_words.client).show(at_words.client.get(at_words.at))
    at_words.answer(ALL)
    tab.show(tab.post(stale))
    assert tab.heading == "No answers are open on this device"
    assert WORDS in tab.text
    assert not Draft.objects.exists()
    again = tab.fields()
    assert tab.post(again)["Location"] == "/s/alder/-/kept"
    no_cookie(tab)
    assert tab.post(again)["Location"] == "/s/alder/-/1", "sent twice"
    assert held() == {"sector": ["education"], "websites": [WORDS]}
    assert Response.objects.count() == 1


def test_a_tab_left_behind_on_a_cleared_device_opens_nothing(at_words: Somebody) -> None:
    stale = at_words.fields(websites=[WORDS])
    action = at_words.form.get("action")
    at_words.open("/s/alder/-/later")
    mark = at_words.page.xpath("string(//input[@name='_']/@value)")
    sent(at_words, "/s/alder/-/later", {"_": mark, "do": "clear"})
    before = Draft.objects.values().get()
    at_words.show(sent(at_words, action, stale))
    assert at_words.heading == "No answers are open on this device"
    assert Draft.objects.values().get() == before


def test_a_trial_stays_one_when_it_begins_anew(collection: Collection) -> None:
    somebody = Somebody(link(collection, trial=True)).begin().send(ALL).send(ALL)
    form = somebody.fields()
    Draft.objects.all().delete()
    somebody.show(somebody.post({**form, "anew": ["yes"]}))
    assert Draft.objects.get().trial


def test_a_form_that_is_none_of_ours_begins_nothing(at_words: Somebody) -> None:
    form = at_words.fields(websites=[f"<b>{WORDS}"])
    Draft.objects.all().delete()
    mine = form["_"][0]
    other_end = mine[:-1] + ("1" if mine.endswith("0") else "0")
    for mark in ("", "x", other_end, mine.replace(".education.", ".police.")):
        reply = at_words.post({**form, "_": [mark], "anew": ["yes"]}).content.decode()
        assert f"&lt;b&gt;{WORDS}" in reply
    assert not Draft.objects.exists()


def test_a_pause_keeps_what_is_sent_in_it(collection: Collection, at_words: Somebody) -> None:
    pause = Pause.objects.create(programme=collection.programme)
    at_words.show(at_words.post(at_words.fields(websites=[WORDS])))
    assert at_words.heading == "The survey is paused"
    assert "What you have just written is kept" in at_words.text
    assert held()["websites"] == [WORDS]
    at_words.open("/s/alder/-/later")
    assert "e-mail" not in at_words.text, "nothing is sent in a pause"
    assert "Show me a code" in at_words.text
    Draft.objects.update(day=timezone.localdate() - timedelta(days=15))
    end_over(timezone.localdate())
    pause.ended = timezone.now()
    pause.save()
    end_over(timezone.localdate())
    assert not Response.objects.exists(), "there was no time to go on in a pause"
    at_words.open("/s/alder/-/check").answer({})
    assert Response.objects.get().texts == [WORDS]


def test_what_is_sent_after_the_end_is_shown_back(collection: Collection, at_words: Somebody) -> None:
    form = at_words.fields(websites=[WORDS])
    close_collection(collection=collection, by=SYSTEM)
    at_words.show(at_words.post(form))
    assert at_words.heading == "The survey is closed"
    assert WORDS in at_words.text
    assert Response.objects.get().texts in ([None], [""])
