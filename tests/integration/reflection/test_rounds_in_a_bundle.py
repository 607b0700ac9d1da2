"""Rounds in a bundle and back, without addresses and private wishes; what stays when a programme is replaced."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from tests.factories import people
from tests.factories.sessions import Sessions

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.links import issue
from thinking_together.programmes.domain.concerns import raise_concern
from thinking_together.programmes.models import Programme
from thinking_together.reflection.domain.finishing import finish_notes
from thinking_together.reflection.domain.notes import Typed, save_notes
from thinking_together.reflection.domain.planning import Place, place_by_hand, seen_of
from thinking_together.reflection.domain.sessions import change_session, version_now
from thinking_together.reflection.models import Facilitation, NoteDraft, Question, Wish
from thinking_together.reflection.planning import planning_of
from thinking_together.reflection.round_files import load
from thinking_together.reflection.telling import TIMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(alder: Sessions) -> Sessions:
    """A session that has been, with notes; another with notes being written, people placed, locked and taken out."""
    alder.group(many=6)
    alder.person("shy", "police", at=(1,), apart=("boss",))
    alder.plan()
    alder.confirm()
    question = Question.objects.get(code="noticing")
    typed = {"police": Typed("Said\n\n=and = said", 0)}
    for date in alder.dates:
        save_notes(session=date, question=question, typed=typed, by=alder.lead.person)
    alder.held()
    finish_notes(session=alder.dates[0], asked=(), by=alder.lead.person)
    planning = planning_of(alder.round)
    places = {p.code: Place(p.place, p.locked) for p in planning.people} | {"shy": Place(alder.dates[1].code, True)}
    place_by_hand(round=alder.round, seen=seen_of(planning), places=places, by=alder.lead.person)
    facilitator = people.member(alder.programme, Role.FACILITATOR)
    second = alder.dates[1]
    assert second.starts and second.ends
    change_session(
        session=second,
        version=version_now(second),
        title=second.title,
        starts=second.starts,
        ends=second.ends,
        place=second.place,
        facilitators=[facilitator],
        by=alder.lead.person,
    )
    issue(programme=alder.programme, purpose=TIMES.code, target="round:1", address="tok@en.example")
    return alder


def test_rounds_come_back_equal_without_what_is_private(whole: Sessions, tmp_path: Path) -> None:
    before = load(whole.programme)
    assert len(before.rounds) == 1 and len(before.offers) == 7 and len(before.mix) == 3 and len(before.drafts) == 1
    export_folder(whole.programme, tmp_path / "out")
    text = "".join(path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file())
    for secret in ("boss", "@trust.example", "tok@en"):
        assert secret not in text
    Programme.objects.update(slug="other")
    back = import_folder(tmp_path / "out", by=SYSTEM)
    assert load(back) == before
    assert not Wish.objects.filter(offer__round__programme=back).exists()


def test_a_replaced_programme_keeps_facilitators_wishes_and_concerns(whole: Sessions, tmp_path: Path) -> None:
    raise_concern(
        programme=whole.programme,
        kind="notes",
        about=f"{whole.dates[1].code}/noticing/police",
        worry="Worry",
        key=uuid.uuid4(),
        by=whole.lead.person,
    )
    export_folder(whole.programme, tmp_path / "out")
    back = import_folder(tmp_path / "out", by=SYSTEM, replace=True)
    assert Facilitation.objects.get().session.programme == back
    assert Wish.objects.get().email == "boss@trust.example"
    assert back.concerns.get().words == "Said\n\n=and = said"
    assert not NoteDraft.objects.exclude(body="").exists()


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("rounds.csv", "number,smallest,largest,sectors,one_organisation\n1,6,5,3,2\n", "contradict"),
        ("rounds.csv", "number,smallest,largest,sectors,one_organisation\n1,6,7,3,2\n2,6,7,3,2\n", "more than one"),
        ("offers.csv", "round,participant,sessions\n9,p1,\n", "no round 9"),
        ("offers.csv", "round,participant,sessions\n1,p1,\n1,p1,\n", "stands already"),
        ("round_sessions.csv", "session,round\nnone,1\n", "unknown gathering"),
        ("drafts.csv", "session,question,who,body\nreflective-session-1,noticing,nobody,x\n", "unknown sector"),
        ("mix.csv", "session,sector,people\nreflective-session-1,police,0\n", "less than 1"),
    ],
)
def test_what_contradicts_itself_is_named_and_nothing_imported(
    whole: Sessions, tmp_path: Path, file: str, text: str, problem: str
) -> None:
    export_folder(whole.programme, tmp_path / "out")
    (tmp_path / "out/reflection" / file).write_text(text)
    Programme.objects.update(slug="other")
    with pytest.raises(BundleRefused, match=problem):
        import_folder(tmp_path / "out", by=SYSTEM)
    assert not Programme.objects.filter(slug="alder").exists()
