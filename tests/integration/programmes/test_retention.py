"""What is kept goes on its date and not before, in every room, once, and does not come back with an older backup."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.factories import people

from thinking_together.baseline.models import Minutes
from thinking_together.content.programme_template import self_harm_template
from thinking_together.core import purges
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.tasks import daily
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.worker import work
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.models import Text
from thinking_together.gatherings.models import Gathering, GatheringKind
from thinking_together.programmes.domain import retention
from thinking_together.programmes.domain.closing import archive, ask_deletion
from thinking_together.programmes.domain.retention import NotDue, delete_due, delete_kind
from thinking_together.programmes.models import Membership, Participant, Programme, RetentionCode
from thinking_together.programmes.retention import after, kept
from thinking_together.survey.models import QuestionnaireVersion, Response

pytestmark = pytest.mark.django_db
END = date(2027, 8, 31)
DUE = {
    "contacts": date(2028, 8, 31),
    "answers": date(2029, 8, 31),
    "notes": date(2029, 8, 31),
    "audit": date(2033, 8, 31),
}


def filled(slug: str) -> Programme:
    """A programme with something of every kind."""
    made = people.programme(slug)
    sector = made.sectors.create(code="health", name="Health")
    made.phases.create(code="baseline", starts=END - timedelta(60), ends=END)
    for one in self_harm_template().retention:
        made.retention.create(code=one.code, months=one.months, why=one.why)
    Participant.objects.create(programme=made, code="p1", sector=sector, email=f"p1@{slug}.example")
    version = QuestionnaireVersion.objects.create(programme=made, code="q", version="1", title="Q", document="{}")
    Response.objects.create(questionnaire=version, key="k", outcome="complete", record=b"", texts={}, states="")
    meeting = Gathering.objects.create(
        programme=made, code="m1", kind=GatheringKind.BASELINE_MEETING, title="M", day=date(2027, 8, 1)
    )
    Minutes.objects.create(meeting=meeting, title="Minutes")
    refs = ("survey/k/open", "reflection/s1/q1/1", "baseline/m1/topic/1", "baseline/1.1/agency")
    for ref in refs:
        phase = ref.split("/")[0]
        Text.objects.create(programme=made, phase=phase, ref=ref, unit="u", body="Words of it", sha256="0" * 64)
    return made


def bodies(of: Programme) -> dict[str, str]:
    return dict(Text.objects.filter(programme=of).values_list("ref", "body"))


@pytest.fixture
def alder() -> Programme:
    return filled("alder")


@pytest.fixture
def lead(alder: Programme) -> Membership:
    return people.member(alder, Role.LEAD, name="Kim Lead")


def run(day: date) -> list[tuple[str, str, int]]:
    with time_machine.travel(day, tick=False):
        return [(one.programme, one.kind, one.records) for one in delete_due(today=day, by=SYSTEM)]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 12, 31), 1, date(2028, 1, 31)),
        (date(2027, 1, 15), 12, date(2028, 1, 15)),
        (date(2027, 10, 31), 16, date(2029, 2, 28)),
        (date(2027, 12, 1), 240, date(2047, 12, 1)),
    ],
)
def test_months_are_counted_as_people_count_them(day: date, months: int, then: date) -> None:
    assert after(day, months) == then


def test_dates_are_counted_from_the_end_of_the_last_phase(alder: Programme) -> None:
    assert {one.code.value: one.due for one in kept(alder)} == DUE
    alder.phases.all().delete()
    assert {one.due for one in kept(alder)} == {None}
    assert run(date(2060, 1, 1)) == []


def test_nothing_goes_a_day_before_its_date(alder: Programme) -> None:
    assert run(DUE["contacts"] - timedelta(days=1)) == []
    with time_machine.travel(DUE["contacts"] - timedelta(days=1), tick=False), pytest.raises(NotDue):
        delete_kind(programme=alder, code=RetentionCode.CONTACTS, by=SYSTEM)
    assert Participant.objects.get().email == "p1@alder.example"


def test_each_kind_goes_on_its_date_once_with_one_event_that_counts(alder: Programme, lead: Membership) -> None:
    birch = people.programme("birch")
    other = filled("cedar")
    Programme.objects.filter(pk=other.pk).update(slug="cedar")
    other.retention.all().delete()  # nothing decided there: nothing goes
    assert run(DUE["contacts"]) == [("alder", "contacts", 1)]
    assert Participant.objects.get(programme=alder).email == ""
    assert Response.objects.count() == 2
    assert run(DUE["answers"]) == [("alder", "answers", 2), ("alder", "notes", 2)]
    assert bodies(alder) == {
        "reflection/s1/q1/1": "█" * 11,
        "baseline/m1/topic/1": "█" * 11,
        "baseline/1.1/agency": "Words of it",
    }
    assert run(DUE["answers"]) == run(DUE["answers"] + timedelta(days=1)) == []
    events = AuditEvent.objects.filter(action="retention.deleted", programme_slug="alder")
    assert [e.details for e in events.order_by("pk")] == [
        {"kind": "contacts", "records": 1},
        {"kind": "answers", "records": 2},
        {"kind": "notes", "records": 2},
    ]
    assert (set(bodies(other).values()), Participant.objects.get(programme=other).email) == (
        {"Words of it"},
        "p1@cedar.example",
    )
    assert birch.retention.count() == 0


def test_the_log_keeps_what_was_done_without_names(alder: Programme, lead: Membership) -> None:
    run(DUE["audit"])
    told = AuditEvent.objects.filter(programme_slug="alder").values("action", "who", "who_name", "label", "details")
    assert "membership.granted" in {e["action"] for e in told}
    assert "Kim" not in str(list(told))


def test_a_timetable_that_was_extended_keeps_things_longer_and_makes_them_due_again(alder: Programme) -> None:
    run(DUE["contacts"])
    alder.phases.update(ends=END + timedelta(days=365))
    Participant.objects.update(email="new@alder.example")
    assert run(DUE["contacts"] + timedelta(days=300)) == []
    assert Participant.objects.get().email == "new@alder.example"
    assert ("alder", "contacts", 1) in run(DUE["contacts"] + timedelta(days=366))


def test_an_archived_programme_is_cleared_all_the_same(alder: Programme, lead: Membership) -> None:
    archive(programme=alder, by=lead.person)
    assert run(DUE["contacts"]) == [("alder", "contacts", 1)]


def test_a_programme_whose_day_has_come_goes_as_a_whole(alder: Programme, lead: Membership) -> None:
    day = ask_deletion(programme=alder, typed="alder", by=lead.person)
    assert run(day - timedelta(days=1)) == []
    assert [(slug, kind) for slug, kind, _ in run(day)] == [("alder", "")]
    assert run(day) == []
    assert not Programme.objects.exists() and not Response.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_it_by_itself_on_its_day(alder: Programme, daily_work: list[Any]) -> None:
    for each in daily_work:
        daily.register(each)
    for day, emails in ((DUE["contacts"] - timedelta(days=1), 1), (DUE["contacts"], 0)):
        with time_machine.travel(datetime.combine(day, time(12), UTC)):
            work(interval=0.01, until_empty=True)
        assert Participant.objects.exclude(email="").count() == emails
    outcomes = Job.objects.filter(kind="programmes.retention").order_by("asked_at").values_list("outcome", flat=True)
    assert list(outcomes) == ["nothing was due", "1 deleted"]


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_deleted_is_tried_again_by_itself(
    alder: Programme, daily_work: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in daily_work:
        daily.register(each)

    def failing(**of: object) -> int:
        raise OSError("p1@alder.example could not be written")

    with time_machine.travel(datetime.combine(DUE["contacts"], time(12), UTC)) as clock:
        with monkeypatch.context() as patch:
            patch.setattr(retention.purges, "purge", failing)
            work(interval=0.01, until_empty=True)
        job = Job.objects.get(kind="programmes.retention")
        assert (job.state, job.open, Participant.objects.exclude(email="").count()) == ("retrying", True, 1)
        clock.shift(timedelta(minutes=1))
        work(interval=0.01, until_empty=True)
    job.refresh_from_db()
    assert (job.state, job.outcome, Participant.objects.exclude(email="").count()) == ("done", "1 deleted", 0)


def test_what_another_run_has_just_deleted_is_no_failure(alder: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(**of: object) -> int:
        raise NotDue("the other was quicker")

    monkeypatch.setattr(retention, "delete_kind", late)
    assert run(DUE["audit"]) == []


def test_nothing_of_an_invented_programme_goes_on_a_date(alder: Programme, lead: Membership) -> None:
    Programme.objects.update(invented=True)
    alder.refresh_from_db()
    assert run(DUE["audit"]) == []
    with time_machine.travel(DUE["audit"], tick=False), pytest.raises(NotDue):
        delete_kind(programme=alder, code=RetentionCode.CONTACTS, by=SYSTEM)
    page = people.visit(lead.person, second_factor=True).get("/p/alder/setup/retention/").content.decode()
    assert "nothing of it is deleted on a date" in page and "12 months<" in page
    day = ask_deletion(programme=alder, typed="alder", by=lead.person)
    assert [(slug, kind) for slug, kind, _ in run(day)] == [("alder", "")]


def test_what_went_does_not_come_back_with_an_older_backup(alder: Programme) -> None:
    run(DUE["contacts"])
    entries = purges.recorded()
    Participant.objects.update(email="p1@alder.example")  # as an older backup has it
    purges.Purge.objects.all().delete()
    assert purges.replay(entries) == 1
    assert Participant.objects.get().email == ""


def test_a_lead_decides_how_long_and_why(alder: Programme, lead: Membership) -> None:
    client: Client = people.visit(lead.person, second_factor=True)
    path = "/p/alder/setup/retention/notes"
    version = client.get(path).content.decode().split('name="version" value="')[1].split('"')[0]

    def send(**changed: Any) -> str:
        response = client.post(path, {"version": version, "months": "6", "why": "Because"} | changed)
        return "" if response.status_code == 302 else response.content.decode()

    assert "Months must be 240 or fewer" in send(months="999999999999999")
    assert "Months must be 1 or more" in send(months="0")
    assert "Months must be a whole number" in send(months="six")
    assert "Enter why it is kept so long" in send(why=" ")
    assert send() == ""
    assert kept(alder)[2].due == date(2028, 2, 29)
    assert "Somebody else saved" in send(months="7")
    assert client.get("/p/alder/setup/retention/everything").status_code == 404
    page = client.get("/p/alder/setup/retention/").content.decode()
    assert "6 months, until 29 February 2028" in page and "Because" in page
    viewer = people.visit(people.member(alder, Role.VIEWER).person)
    assert viewer.post(path, {"months": "1", "why": "x"}).status_code == 403


def test_where_one_programme_fails_the_others_go_all_the_same(
    alder: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    birch = filled("birch")
    real = retention.purges.purge

    def purge(*, kind: str, key: str, by: Any) -> int:
        if key == "alder/contacts":
            raise OSError("p1@alder.example could not be written")
        return real(kind=kind, key=key, by=by)

    monkeypatch.setattr(retention.purges, "purge", purge)
    with time_machine.travel(DUE["contacts"], tick=False):
        first = delete_due(today=DUE["contacts"], by=SYSTEM)
        monkeypatch.undo()
        second = delete_due(today=DUE["contacts"], by=SYSTEM)
    assert [(one.programme, one.kind, one.failed) for one in first] == [
        ("alder", "contacts", "OSError"),
        ("birch", "contacts", ""),
    ]
    assert [(one.programme, one.failed) for one in second] == [("alder", "")]
    assert not Participant.objects.filter(programme__in=(alder, birch)).exclude(email="").exists()
