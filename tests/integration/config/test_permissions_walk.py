"""Every address × everybody: exactly what the table of permissions says, and nothing of another programme.

A view without a permission, or an address whose arguments have no fixture here, fails. Every role asks for everything
of its own programme and of the other. Those of the programme that was made first are there by their lead alone:
whatever takes the first record that it finds shows them their own, and is seen by the people of the second. What asks
for no role is asked for by whoever has none, the lead and the viewer. Who may is not asked of a database: on a second
one each page is made for whoever sees most, and is refused.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import people
from tests.factories.addresses import ADDRESSES, Address
from tests.factories.answering import version_of
from tests.factories.reports import small_figures, small_programme
from tests.factories.surveys import QUESTIONNAIRE, questionnaire, small_content

from thinking_together.accounts.domain.invitations import make_invitation
from thinking_together.accounts.models import Person
from thinking_together.bundle.models import Export, Import
from thinking_together.config import urls
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import ALLOWED, NEEDS_SECOND_FACTOR, Permission, Role
from thinking_together.core.views import forbidden, not_found
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import plan, sign_up
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState
from thinking_together.messaging import links
from thinking_together.messaging.models import Delivery
from thinking_together.programmes.domain.people import invite_member
from thinking_together.programmes.models import Programme, Sector
from thinking_together.reflection.domain.rounds import begin_round
from thinking_together.reflection.models import Question
from thinking_together.report.building import ask_for_edition
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.document import Document
from thinking_together.report.freezing import freeze
from thinking_together.report.models import Edition, EditionFile, EditionPicture
from thinking_together.survey.answering.opening import make_link
from thinking_together.survey.domain.drafting import begin_draft
from thinking_together.survey.form.reading import read_questionnaire
from thinking_together.survey.held.record import Record
from thinking_together.survey.results.words import token_of

pytestmark = pytest.mark.django_db
MARK = {"alder": "SecretOfAlder", "birch": "SecretOfBirch"}
QUERY = {"report_evidence": "?option=on_the_job&sector=-health"}
# They answer 403 to people who have no second factor that they could show again.
AGAIN = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
PSEUDO = {
    Permission.PUBLIC,
    Permission.SIGNED_IN,
    Permission.INSTALLATION,
    Permission.BEGIN_PROGRAMMES,
    Permission.BRING_IN,
}
ASKS_NO_ROLE = {Permission.PUBLIC, Permission.SIGNED_IN}
# Whoever has the address of an event, or the link in a message, sees what it is about.
TOLD_TO_EVERYBODY = {
    "invitation",
    "event",
    "event_thanks",
    "event_waiting",
    "event_calendar",
    "gathering_place",
    "gathering_place_calendar",
    "gathering_calendar",
    "gathering_invited",
    "messages_stop",
    "network_confirm",
    "network_interests",
    "network_leave",
    "sessions_feedback",
    "sessions_times",
    "survey_back",
    "survey_back_by_link",
    "survey_check",
    "survey_cleared",
    "survey_introduction",
    "survey_kept",
    "survey_later",
    "survey_more",
    "survey_page",
    "survey_sent",
    "survey_support",
}
# Of one person: nobody else, whatever their role, finds anything there.
OF_ONE_PERSON = {"bundle_export_file", "bundle_import_one", "bundle_import_problems", "bundle_import_confirm"}
ON_A_SECOND_DATABASE = {"nobody", "staff", "lead of birch"}
OF_PROGRAMMES = tuple(a for a in ADDRESSES if a.permission not in PSEUDO)


@dataclass
class House:
    """Two programmes with everything that an address can name, and people of every kind."""

    programmes: dict[str, Programme]
    takes: dict[str, dict[str, Any]]

    def path(self, address: Address, slug: str) -> str:
        takes = self.takes[slug]
        return reverse(address.name, kwargs={n: takes.get(f"{address.name}.{n}", takes.get(n)) for n in address.takes})


@pytest.fixture(scope="module")
def report(django_db_setup: None, django_db_blocker: Any) -> Document:
    """A report that was assembled, for drafts of both programmes."""
    with django_db_blocker.unblock(), small_figures(), transaction.atomic():
        document = assemble(small_programme(), evidence_pictures=False).document
        transaction.set_rollback(True)
    return document


def draft(of: Programme, document: Document) -> Edition:
    """A draft whose every page names its programme's mark."""
    data = freeze(replace(document, title=f"{MARK[of.slug]} draft"))
    fields = {"title": f"{MARK[of.slug]} draft", "as_of": of.as_of, "sha256": of.slug.ljust(64, "0"), "document": data}
    made = Edition.objects.create(programme=of, number=1, slug=f"{of.slug}-1", state="draft", invented=False, **fields)
    EditionPicture.objects.create(edition=made, key="0a", svg=f"<svg>{MARK[of.slug]}</svg>")
    EditionFile.objects.create(edition=made, name="short-report.pdf", size=13, content=MARK[of.slug].encode())
    return made


def answered_version(of: Programme, mark: str) -> str:
    """A published questionnaire with one answer in somebody's own words; by what that is known."""
    asked, content = questionnaire(), read_questionnaire(QUESTIONNAIRE)[1].content
    told = {"code": "smallshire", "version": "0", "title": mark, "document": json.dumps(content), "sha256": mark}
    version = of.questionnaires.create(**told)
    [record] = Record(asked).pack([[None]] * len(asked.variables))
    answer = {"record": record, "texts": [f"{mark} words"], "states": "s" * len(asked.variables)}
    version.releases.create(number=1, rules="")
    version.responses.create(key=f"{mark}1", outcome="complete", counted_from=1, **answer)
    return token_of("websites", f"{mark}1")


def gathered(of: Programme, mark: str) -> Gathering:
    """A round with a session whose notes are being written, somebody who could come, and a private wish."""
    round = begin_round(programme=of, by=SYSTEM)
    starts = timezone.now() + timedelta(days=7)
    made = plan(
        programme=of,
        kind=GatheringKind.REFLECTIVE_SESSION,
        title=f"{mark} session",
        starts=starts,
        ends=starts + timedelta(hours=1),
        by=SYSTEM,
    )
    round.sessions.create(session=made)
    guest = of.participants.create(code="comer", sector=of.sectors.get(code="health"), email=f"{mark}@guest.example")
    offer = round.offers.create(participant=guest)
    offer.times.create(session=made)
    offer.wishes.create(email=f"{mark}@boss.example")
    question = Question.objects.get(programme=of, code="noticing")
    question.drafts.create(session=made, who="group", body=f"{mark} notes")
    return made


def of_sessions(of: Programme, session: Gathering) -> dict[str, str]:
    """Links that people get who are asked for times, and how a session was."""
    guest = of.participants.get(code="comer")
    times = links.issue(programme=of, purpose="sessions.times", target="round:1", participant=guest)
    feedback = links.issue(programme=of, purpose="sessions.feedback", target=f"session:{session.code}")
    return {"sessions_times.token": times, "sessions_feedback.token": feedback}


def of_messages(programme: Programme, mark: str, sector: Sector) -> dict[str, Any]:
    """An event with somebody on its list, what was written to them, and their links."""
    begins = timezone.now() + timedelta(days=3)
    told = {"title": f"{mark} event", "starts": begins, "ends": begins + timedelta(hours=1), "by": SYSTEM}
    event = plan(programme=programme, kind=GatheringKind.WEBINAR, code="e1", state=GatheringState.OPEN, **told)
    who = programme.participants.create(code="guest", sector=sector, email=f"guest@{programme.slug}.example")
    sign_up(gathering=event, participant=who, by=SYSTEM)
    target = {"programme": programme, "target": "gathering:e1", "participant": who}
    delivery = Delivery.objects.get(message__programme=programme)
    return {
        "code": "e1",
        "message": delivery.message_id,
        "delivery": delivery.pk,
        "messages_stop.token": links.issue(purpose="stop", **target),
        "gathering_place.token": links.issue(purpose="gathering.place", **target),
        "gathering_place_calendar.token": links.issue(purpose="gathering.place", **target),
        "gathering_calendar.token": links.issue(purpose="gathering.calendar", **target),
        "gathering_invited.token": links.issue(purpose="gathering.invited", **target),
    }


@pytest.fixture(scope="module")
def two_programmes(django_db_setup: None, django_db_blocker: Any, report: Document) -> Iterator[House]:
    """Made once; what a test does to them is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_house(report)
        transaction.set_rollback(True)


@pytest.fixture
def house(two_programmes: House, db: None) -> Iterator[House]:
    with small_figures():
        yield two_programmes


@pytest.fixture
def each_refusal_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each person's page of a refusal is made whole once for each kind; making it is most of what a walk takes."""
    made: set[tuple[int, Any, Any]] = set()

    def once(page: Callable[..., HttpResponse], status: int) -> Callable[..., HttpResponse]:
        def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
            kind = (status, request.user.pk, getattr(request, "programme", None))
            if kind in made:
                return HttpResponse(status=status)
            made.add(kind)
            return page(request, exception)

        return refuse

    monkeypatch.setattr(urls, "handler403", once(forbidden, 403))
    monkeypatch.setattr(urls, "handler404", once(not_found, 404))


def make_house(report: Document) -> House:
    programmes = {slug: people.programme(slug, title=f"{mark} programme") for slug, mark in MARK.items()}
    takes = {}
    for slug, programme in programmes.items():
        mark = MARK[slug]
        held = people.member(programme, Role.VIEWER, f"held@{slug}.example", name=f"{mark} person")
        sent = invite_member(programme=programme, email=f"{mark}@invited.example", role=Role.VIEWER, by=SYSTEM)
        loose = make_invitation(email=f"{slug}@loose.example", by=SYSTEM)
        draft(programme, report)
        answered = answered_version(programme, mark)
        begin_draft(programme=programme, content={**small_content(), "title": mark}, begun_from=mark, by=SYSTEM)
        sector = programme.sectors.create(code="health", name=f"{mark} sector")
        partner = programme.partners.create(code="trust", name=f"{mark} trust", sector=sector)
        named = programme.responsible.create(duty="survey", name=f"{mark} survey lead")
        export = Export.objects.create(programme=programme, by=held.person, reason=mark)
        handed_in = Import.objects.create(by=held.person, name=f"{mark}.zip", state="refused")
        session = gathered(programme, mark)
        concern = programme.concerns.create(key=uuid.uuid4(), kind="notes", about=f"{mark}/-/-", worry=mark)
        takes[slug] = {
            "programme": slug,
            "session": session.code,
            "question": "noticing",
            "sessions_person.person": "comer",
            **of_sessions(programme, session),
            "concern": concern.pk,
            "member": held.pk,
            "invitation": sent.invitation.invited_role.pk,
            "token": loose.token,
            "edition": f"{slug}-1",
            "key": "0a",
            "number": 1,
            "report_file.name": "short-report.pdf",
            "figure": "survey/training",
            "survey_results_figure.figure": "training",
            "survey_results_file.figure": "training",
            "survey_results_waves.figure": "training",
            "form": "svg",
            "survey_results_words.item": "websites",
            "survey_results_mentions.item": "websites",
            "survey_results_concern.item": "websites",
            "survey_results_concern.answer": answered,
            "survey_results_own_answer.item": "websites",
            "survey_results_own_answer.answer": answered,
            "phase": "survey",
            "report_finding.code": "f01",
            "report_recommendation.code": "r01",
            "pk": 1,
            "setup_sectors_change.entry": sector.code,
            "setup_sectors_remove.entry": sector.code,
            "setup_partners_change.entry": partner.code,
            "setup_partners_remove.entry": partner.code,
            "kind": "notes",
            "pause": programme.pauses.create(partner=partner, reason=f"{mark} reason").pk,
            "step": "place",
            "duty": named.duty,
            "provider_id": "entra",
            "person": held.person_id,
            "bundle_export_one.key": export.pk,
            "bundle_export_file.key": export.pk,
            "bundle_import_one.key": handed_in.pk,
            "bundle_import_problems.key": handed_in.pk,
            "bundle_import_confirm.key": handed_in.pk,
            "item": "sector",
            "on": "consent",
            **of_messages(programme, mark, sector),
            "job.key": ask_for_edition(programme=programme, by=SYSTEM).pk,
            **of_network(programme, mark),
            **of_survey(programme),
        }
    return House(programmes, takes)


def of_network(programme: Programme, mark: str) -> dict[str, Any]:
    """A network with a draft, a sent update, an entry, a member and an event; its public page is closed."""
    programme.interest_list.create(code="training", name=f"{mark} training")
    for code, sent in (("draft", None), ("sent", programme.as_of)):
        programme.updates.create(code=code, title=f"{mark} update", body=mark, sent=sent, sent_to=0 if sent else None)
    programme.answered.create(code="asked", said=f"{mark} said", did=mark, day=programme.as_of)
    person = programme.participants.create(code="n1", sector=programme.sectors.first(), email=f"{mark}@member.example")
    programme.members.create(participant=person, joined=programme.as_of)
    agreed = programme.consents.create(number=1, since=programme.as_of, words=mark)
    wish = {"email": f"{mark}@asks.example", "sector": person.sector, "consent": agreed}
    asking = programme.askings.create(**wish)
    confirm = links.issue(
        programme=programme, purpose="network.confirm", target=f"asking:{asking.pk}", address=wish["email"]
    )
    by_link = {"purpose": "network.leave", "target": "network", "participant": person}
    programme.gatherings.create(code="launch", kind="webinar", title=f"{mark} launch", day=programme.as_of)
    return {
        "event": "launch",
        "update": "draft",
        "network_update.update": "sent",
        "network_update_show.update": "sent",
        "answer": "asked",
        "participant": "n1",
        "network_confirm.token": confirm,
        "network_leave.token": links.issue(programme=programme, **by_link),
        "network_interests.token": links.issue(programme=programme, **by_link | {"purpose": "network.interests"}),
        "network_inside_interests_change.entry": "training",
        "network_inside_interests_remove.entry": "training",
    }


def of_survey(programme: Programme) -> dict[str, str]:
    """A survey that is open for invited people, tried once, and its link."""
    version = version_of(programme, small_content())
    held = programme.collections.create(questionnaire=version, opened=programme.as_of, invited_only=True)
    held.drafts.create(token_hash=programme.slug, day=programme.as_of, trial=True)
    code = make_link(held).code
    names = ("survey_introduction", "survey_back_by_link", "survey_code", "survey_poster")
    return {**{f"{name}.code": code for name in names}, "survey_code.kind": "svg"}


def test_every_view_declares_its_permission_and_every_argument_has_a_fixture(house: House) -> None:
    assert [a.name for a in ADDRESSES if a.permission is None] == []
    known = house.takes["alder"]
    assert [(a.name, n) for a in ADDRESSES for n in a.takes if n not in known and f"{a.name}.{n}" not in known] == []
    assert [a.takes for a in ADDRESSES if not a.name] == []


def test_every_permission_is_in_the_table_and_used() -> None:
    assert set(ALLOWED) == set(Permission) - PSEUDO
    assert set(Permission) - {a.permission for a in ADDRESSES} == set()


def everybody(house: House) -> Iterator[tuple[str, Client, Role | None, str]]:
    """Who, their visit, their role, and of which programme."""
    yield "nobody", people.visit(None), None, ""
    yield "stranger", people.visit(people.person("stranger@elsewhere.example")), None, ""
    staff = people.person("staff@here.example", is_installation_staff=True)
    yield "staff", people.visit(staff, second_factor=True), None, ""
    for slug, programme in house.programmes.items():
        for role in Role if slug == "birch" else (Role.LEAD,):
            who = people.member(programme, role).person
            yield f"{role} of {slug}", people.visit(who, second_factor=role in NEEDS_SECOND_FACTOR), role, slug


@pytest.mark.usefixtures("each_refusal_once")
def test_every_address_answers_everybody_as_the_table_says(house: House) -> None:
    wrong = []
    for who, client, role, of in everybody(house):
        if connection.vendor == "postgresql" and who not in ON_A_SECOND_DATABASE:
            continue
        for address in ADDRESSES:
            if address.permission in ASKS_NO_ROLE and role not in (None, Role.LEAD, Role.VIEWER):
                continue
            for path, slug in {house.path(address, slug): slug for slug in house.programmes}.items():
                asked = path + QUERY.get(address.name, "")
                wrong += _wrong(who, client, role if of == slug else None, address, asked, hidden=set(MARK) - {of})
    assert wrong == [], "\n".join(sorted({w.split(" at ")[1] for w in wrong}))


def _wrong(who: str, client: Client, role: Role | None, address: Address, path: str, hidden: set[str]) -> Iterator[str]:
    if address.name == "account_logout":
        return
    response = client.get(path)
    if response.status_code not in expected(who, role, address):
        yield f"{who} at {path}: {response.status_code}"
    page = b"" if response.streaming else response.content
    for slug in hidden:
        if MARK[slug].encode() in page and who != "staff" and address.name not in TOLD_TO_EVERYBODY:
            yield f"{who} at {path}: {MARK[slug]} is shown"


def expected(who: str, role: Role | None, address: Address) -> set[int]:
    """The answers that are right; what is not there (404) may be so for those who may look."""
    permission = address.permission
    assert permission is not None
    free = {200, 302, 404}
    if address.name == "socialaccount_login_error":
        return {401}
    if permission is Permission.PUBLIC:
        return free
    if who == "nobody":
        return {404} if getattr(address.view, "subject_of", None) else {302}
    if permission is Permission.SIGNED_IN:
        return free | ({403} if address.name in AGAIN else set())
    if permission is Permission.BEGIN_PROGRAMMES:
        return {200, 302} if who == "staff" else {403}
    if permission is Permission.INSTALLATION:
        return {200} if who == "staff" else {403}
    found = {404, 405} if address.name in OF_ONE_PERSON else {200}
    if permission is Permission.BRING_IN:
        return found if who == "staff" or who.startswith("lead of") else {403}
    if role is None:
        return {404}
    return found if role in ALLOWED[permission] else {403}


@pytest.mark.one_engine("it is refused before anything is asked of a database but who asks")
@pytest.mark.usefixtures("each_refusal_once")
def test_no_address_takes_a_write_from_somebody_whom_it_refuses(house: House) -> None:
    """What they send is refused as what they ask for is, and no event tells of anything that was done."""
    wrong = []
    for who, client, role, of in everybody(house):
        before = AuditEvent.objects.count()
        for address in OF_PROGRAMMES:
            refused = expected(who, role if of == "birch" else None, address) - {200}
            if not refused:
                continue
            path = house.path(address, "birch")
            status = client.post(path, {"confirm": "yes", "reason": "None."}).status_code
            if status not in refused:
                wrong.append(f"{who} at {path}: {status}")
        if AuditEvent.objects.count() > before:
            wrong.append(f"{who} did something")
    assert wrong == []


def crossed(house: House, of: str, other: str) -> Iterator[tuple[Address, str]]:
    """Addresses of a programme in which one name is of something that the other programme has."""
    for address in ADDRESSES:
        takes = {
            name: house.takes[of].get(f"{address.name}.{name}", house.takes[of].get(name)) for name in address.takes
        }
        for name in takes if "programme" in takes else ():
            theirs = house.takes[other].get(f"{address.name}.{name}", house.takes[other].get(name))
            if name != "programme" and theirs != takes[name]:
                yield address, reverse(address.name, kwargs=takes | {name: theirs})


def test_under_ones_own_programme_nothing_of_another_is_found_or_written(house: House) -> None:
    """Whoever guesses a number, or changes it, finds what is not there; 403 is of what leads may not at all."""
    client = people.visit(people.member(house.programmes["birch"], Role.LEAD).person, second_factor=True)
    before = AuditEvent.objects.count()
    wrong: list[str] = []
    asked: set[str] = set()
    for address, path in crossed(house, "birch", "alder"):
        asked.add(address.name)
        answers = [
            client.get(path),
            client.post(path, {"confirm": "yes", "reason": "None.", "sure": "on", "name": "x"}),
        ]
        allowed = {404, 405} if Role.LEAD in ALLOWED.get(address.permission, {Role.LEAD}) else {403}  # type: ignore[arg-type]
        if address.name not in TOLD_TO_EVERYBODY:
            wrong += [f"{path}: {a.status_code}" for a in answers if a.status_code not in allowed]
        wrong += [f"{path} is shown" for a in answers if not a.streaming and MARK["alder"].encode() in a.content]
    assert wrong == [] and AuditEvent.objects.count() == before
    assert {"people_role", "people_end", "outbox_message", "bundle_export_one", "survey_results_concern"} <= asked


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR))
def test_who_needs_a_second_factor_reaches_nothing_of_the_programme_without_one(house: House, role: Role) -> None:
    client = people.visit(people.member(house.programmes["alder"], role).person)
    for address in OF_PROGRAMMES:
        response = client.get(house.path(address, "alder"))
        assert (response.status_code, response["Location"]) == (302, "/account/second-factor/"), address.name


def test_a_factor_that_was_not_used_in_this_visit_is_asked_for(house: House) -> None:
    who: Person = people.member(house.programmes["alder"], Role.LEAD).person
    people.with_app(who)
    response = people.visit(who).get("/p/alder/people/")
    assert response["Location"] == "/account/second-factor/again?next=%2Fp%2Falder%2Fpeople%2F"


def test_nobody_else_is_asked_for_a_second_factor(house: House) -> None:
    for role in set(Role) - NEEDS_SECOND_FACTOR:
        client = people.visit(people.member(house.programmes["birch"], role).person)
        assert client.get("/p/birch/").status_code == 200


def test_a_programme_that_is_not_there_looks_like_one_that_is_not_ones_own(house: House) -> None:
    stranger = people.visit(people.person("stranger@elsewhere.example"))
    pages = [stranger.get(f"/p/{slug}/people/") for slug in ("alder", "nowhere")]
    assert [page.status_code for page in pages] == [404, 404]
    told = [re.sub(rb'nonce="[^"]*"', b"", page.content) for page in pages]
    assert told[0] == told[1]
    assert people.visit(None).get("/p/alder/").status_code == people.visit(None).get("/p/nowhere/").status_code == 302
