"""Links in messages open one thing each, for a time, and only to a person; the outbox is for leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from tests.factories import people
from tests.factories.outbox import NEWS, link_in, real_programme, sent, takes_part

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging import links, opening, personal_data
from thinking_together.messaging.domain import send
from thinking_together.messaging.links import Purpose, register
from thinking_together.messaging.models import Delivery, Link, QuietHours, Stop
from thinking_together.messaging.parts import Recipient
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db
register(Purpose("test.once", "messages_stop", days=2, once=True))


@pytest.fixture
def programme() -> Programme:
    return real_programme()


def stop_link(programme: Programme, key: str = "k") -> str:
    """Of a mail that was sent to Ann."""
    to = [Recipient("ann@trust.example")]
    send(programme=programme, key=key, kind=NEWS.code, subject="News", body="Hi.", to=to, by=SYSTEM)
    return link_in(str(sent()[-1].body), "/messages/stop/")


def test_a_link_is_good_for_its_purpose_its_time_and_once_where_that_is_so(programme: Programme) -> None:
    token = links.issue(programme=programme, purpose="test.once", target="thing:7", address="Ann@trust.example")
    assert links.find(token, "stop") is None
    assert links.find(token[:-1] + ("0" if token[-1] != "0" else "1"), "test.once") is None
    found = links.find(token, "test.once")
    assert found is not None and (found.target, found.to) == ("thing:7", "ann@trust.example")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2, seconds=1)):
        assert links.find(token, "test.once") is None
    assert [links.use(found), links.use(found), links.find(token, "test.once")] == [True, False, None]
    with pytest.raises(LookupError):
        links.issue(programme=programme, purpose="of.nobody", target="")


def test_another_installation_s_key_opens_nothing(programme: Programme, settings: object) -> None:
    token = links.issue(programme=programme, purpose="test.once", target="thing:7")
    settings.SECRET_KEY = "another" * 10  # type: ignore[attr-defined]
    assert links.find(token, "test.once") is None


def test_looking_at_the_link_stops_nothing_and_the_button_does(programme: Programme) -> None:
    way, visitor = stop_link(programme), Client()
    for _ in range(3):
        page = visitor.get(way)
        visitor.head(way)
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "same-origin")
    assert "noindex" in page["X-Robots-Tag"]
    assert not Stop.objects.exists()
    assert "You get no more of these messages" in visitor.post(way).content.decode()
    assert Stop.objects.get().address == "ann@trust.example"
    with pytest.raises(IndexError):
        stop_link(programme, "more")  # nothing was sent that could have one
    assert "ann" not in str(list(AuditEvent.objects.values_list()))


def test_a_mail_program_stops_with_one_click_without_a_cookie(programme: Programme) -> None:
    way = stop_link(programme)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(way, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Stop.objects.exists()


def test_one_can_stop_while_everything_is_paused(programme: Programme) -> None:
    way = stop_link(programme)
    pause(programme=programme, by=SYSTEM)
    assert "Send me no more" in Client().get(way).content.decode()


def test_guessing_ends_in_too_many(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WRONG", "30/h/ip")
    token = links.issue(programme=programme, purpose="stop", target="")
    pages = [Client().get(f"/messages/stop/{'0' * 47}{n % 10}") for n in range(31)]
    assert [page.status_code for page in pages] == [410] * 30 + [429]
    assert Client().get(f"/messages/stop/{token}").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.9").get(f"/messages/stop/{token}").status_code == 200


@pytest.fixture
def lead(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.LEAD).person, second_factor=True)


def test_the_outbox_tells_first_of_what_is_unknown(programme: Programme, lead: Client) -> None:
    stop_link(programme, "a")
    Delivery.objects.update(state="unknown", note="The line broke")
    stop_link(programme, "b")
    page = lead.get("/p/alder/messages/").content.decode()
    assert page.index("Not known whether it was sent: 1") < page.index("Sent: 1")
    assert "never sent again by themselves" in page
    doubtful = Delivery.objects.get(state="unknown")
    assert "The line broke" in lead.get(f"/p/alder/messages/{doubtful.message_id}").content.decode()
    assert "Send it again" in lead.get(f"/p/alder/messages/to/{doubtful.pk}").content.decode()
    lead.post(f"/p/alder/messages/to/{doubtful.pk}", {"do": "again"})
    assert len(sent()) == 1
    event = AuditEvent.objects.get(action="delivery.asked_for_again")
    assert event.who is not None and event.programme_slug == "alder"
    lead.post(f"/p/alder/messages/to/{doubtful.pk}", {"do": "again"})
    lead.post(f"/p/alder/messages/to/{doubtful.pk}", {"do": "bounced"})
    assert (sent(), Delivery.objects.get(pk=doubtful.pk).state) == ([], "bounced")


def test_what_waits_can_be_withdrawn_on_its_page(programme: Programme, lead: Client) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    told = {"key": "k", "kind": NEWS.code, "subject": "News", "body": "Hi.", "by": SYSTEM, "not_before": later}
    made = send(programme=programme, to=[Recipient(participant=takes_part(programme, "ann"))], **told)
    assert "Withdraw what has not gone yet" in lead.get(f"/p/alder/messages/{made.pk}").content.decode()
    lead.post(f"/p/alder/messages/{made.pk}")
    assert Delivery.objects.get().state == "withdrawn"


def test_another_programme_s_messages_are_not_found(programme: Programme) -> None:
    stop_link(programme)
    other = people.visit(people.member(real_programme("birch"), Role.LEAD).person, second_factor=True)
    one = Delivery.objects.get()
    for path in (f"/p/birch/messages/{one.message_id}", f"/p/birch/messages/to/{one.pk}"):
        assert (other.get(path).status_code, other.post(path).status_code) == (404, 404)


def test_quiet_hours_are_set_and_two_at_once_are_told(programme: Programme, lead: Client) -> None:
    QuietHours.objects.all().delete()
    page = lead.get("/p/alder/messages/quiet-hours").content.decode()
    assert 'value="8pm"' in page and 'value="7am"' in page
    version = page.split('name="version" value="')[1].split('"')[0]
    sent_first = lead.post("/p/alder/messages/quiet-hours", {"version": version, "begins": "9pm", "ends": "6:30am"})
    assert sent_first.status_code == 302
    assert str(QuietHours.objects.get()) == "21:00 to 06:30"
    second = lead.post("/p/alder/messages/quiet-hours", {"version": version, "begins": "10pm", "ends": "7am"})
    assert "Somebody else saved a change" in second.content.decode()
    wrong = lead.post("/p/alder/messages/quiet-hours", {"version": version, "begins": "soon", "ends": ""})
    assert "must be a real time" in wrong.content.decode()


def test_what_is_held_about_somebody_is_told_and_goes(programme: Programme) -> None:
    stop_link(programme)
    stopped = people.person("ann@trust.example")
    Stop.objects.create(programme=programme, address=stopped.email, reason="asked")
    told = personal_data.export(stopped)
    assert [len(told[name]) for name in ("messages_to_you", "links_of_yours", "no_more_messages")] == [1, 1, 1]
    assert "ann@trust" not in str(personal_data.export(people.person("eve@trust.example")))
    personal_data.erase(stopped)
    assert not (Delivery.objects.exists() or Link.objects.exists() or Stop.objects.exists())
