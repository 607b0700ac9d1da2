"""Notes: kept as they are written, nobody's over another's, and finished once."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
from tests.factories import people
from tests.factories.sessions import Sessions

from thinking_together.bundle.commands import export_folder
from thinking_together.core.audit import AuditEvent
from thinking_together.core.closed import ReadOnly
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.models import Text
from thinking_together.gatherings.models import AttendanceState
from thinking_together.programmes.domain.closing import archive
from thinking_together.programmes.domain.concerns import raise_concern, settle_concern
from thinking_together.programmes.models import Concern
from thinking_together.reflection.contributions import contributions
from thinking_together.reflection.domain.finishing import NotReady, finish_notes
from thinking_together.reflection.domain.notes import Finished, Typed, save_notes
from thinking_together.reflection.models import AskedQuestion, NoteDraft, Question, SessionNotes

pytestmark = pytest.mark.django_db
HOSTILE = "</textarea><script>alert(1)</script> {{ 7*7 }} 🌿"


@pytest.fixture
def run(alder: Sessions) -> Sessions:
    """The first session with six people invited."""
    alder.group(many=6)
    alder.plan()
    alder.confirm()
    return alder


def question(of: Sessions, code: str = "noticing") -> Question:
    return Question.objects.get(programme=of.programme, code=code)


def write(of: Sessions, who: str, body: str, version: int = 0, code: str = "noticing"):  # type: ignore[no-untyped-def]
    typed = {who: Typed(body, version)}
    return save_notes(session=of.dates[0], question=question(of, code), typed=typed, by=of.lead.person)


def page(of: Sessions, rest: str = "notes/noticing") -> str:
    return f"/p/alder/sessions/of/{of.dates[0].code}/{rest}"


def test_a_field_is_kept_and_the_second_writer_sees_both_and_overwrites_nothing(run: Sessions) -> None:
    assert write(run, "police", "Theirs").versions == {"police": 1}
    saved = write(run, "police", "Mine", version=0)
    assert saved.conflicts["police"].body == "Theirs" and saved.conflicts["police"].version == 1
    assert NoteDraft.objects.get().body == "Theirs"
    assert write(run, "police", "Both", version=1).versions == {"police": 2}
    assert write(run, "police", "Both", version=0).conflicts == {}  # the same words are no conflict
    assert NoteDraft.objects.get().version == 2


def test_a_script_saves_every_few_seconds_and_the_log_tells_it_once(run: Sessions) -> None:
    client = people.visit(people.member(run.programme, Role.FACILITATOR).person)
    version = 0
    for n in range(5):
        sending = {"body-police": f"words {n} {HOSTILE}", "version-police": str(version), "body-nobody": "x"}
        answer = client.post(page(run), sending, headers={"X-Saves-Itself": "1"})
        version = json.loads(answer.content)["versions"]["police"]
    assert version == 5
    assert HOSTILE in NoteDraft.objects.get().body
    events = AuditEvent.objects.filter(action="notes.written")
    assert events.count() == 1 and "words" not in repr(events.values("details", "label"))
    html = client.get(page(run)).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)" in html


def test_without_a_script_the_button_saves_and_a_conflict_shows_both_texts(run: Sessions) -> None:
    client = people.visit(people.member(run.programme, Role.FACILITATOR).person)
    sending = {"body-police": "Mine\r\nand more", "version-police": "0", "go": "responding"}
    assert client.post(page(run), sending)["Location"] == page(run, "notes/responding")
    assert NoteDraft.objects.get().body == "Mine\nand more"
    second = client.post(page(run), sending | {"body-police": "Theirs"})
    html = second.content.decode()
    assert "There is a problem" in html and "Theirs</textarea>" in html and "Mine\nand more" in html
    version = re.search(r'name="version-police" value="(\d+)"', html)[1]  # type: ignore[index]
    assert client.post(page(run), sending | {"body-police": "Both", "version-police": version}).status_code == 302
    assert NoteDraft.objects.get().body == "Both"


def test_finishing_makes_immutable_texts_with_their_mix_and_a_second_time_nothing(run: Sessions) -> None:
    write(run, "police", "First said\nin two lines\n\n \nSecond said")
    write(run, "group", "All agreed")
    with pytest.raises(NotReady):
        finish_notes(session=run.dates[0], asked=(), by=run.lead.person)
    run.held()
    notes = finish_notes(session=run.dates[0], asked=["families"], by=run.lead.person)
    assert notes.mix == {"health": 2, "education": 2, "police": 2}
    texts = {t.ref.rpartition("/")[0].rpartition("/")[2] + t.ref[-2:]: (t.sector, t.body) for t in Text.objects.all()}
    assert texts == {
        "noticing/1": ("police", "First said\nin two lines"),
        "noticing/2": ("police", "Second said"),
        "noticing/3": ("", "All agreed"),
    }
    asked = dict(AskedQuestion.objects.values_list("question__code", "speakers"))
    assert asked == {"noticing": ["police", "police", "group"], "families": []}
    assert finish_notes(session=run.dates[0], asked=(), by=run.lead.person) == notes
    assert Text.objects.count() == 3 and not NoteDraft.objects.exists()
    with pytest.raises(Finished):
        write(run, "police", "Too late")
    assert AuditEvent.objects.filter(action="notes.finished").count() == 1
    assert not AuditEvent.objects.filter(action="texts.added").exists()


def test_what_is_typed_after_the_end_is_refused_and_the_page_is_told(run: Sessions) -> None:
    run.held()
    finish_notes(session=run.dates[0], asked=(), by=run.lead.person)
    client = people.visit(run.lead.person, second_factor=True)
    sending = {"body-police": "Too late", "version-police": "0"}
    assert client.post(page(run), sending, headers={"X-Saves-Itself": "1"}).status_code == 409
    assert b"finished" in client.post(page(run), sending, follow=True).content
    assert not NoteDraft.objects.exists() and not Text.objects.exists()


def test_nothing_is_written_in_an_archived_programme(run: Sessions) -> None:
    write(run, "police", "Before")
    archive(programme=run.programme, by=SYSTEM)
    with pytest.raises(ReadOnly):
        write(run, "police", "After", version=1)
    assert NoteDraft.objects.get().body == "Before"


def test_a_viewer_a_coder_and_other_programmes_see_no_notes(run: Sessions) -> None:
    write(run, "police", "SecretNotes")
    birch = people.member(people.programme("birch"), Role.FACILITATOR)
    for who in (people.member(run.programme, Role.VIEWER), people.member(run.programme, Role.CODER), birch):
        answer = people.visit(who.person).get(page(run))
        assert answer.status_code in (403, 404) and b"SecretNotes" not in answer.content


def test_a_concern_takes_the_words_out_of_everybody_s_sight_and_no_open_page_writes_them_back(
    run: Sessions, tmp_path: Path
) -> None:
    client = people.visit(people.member(run.programme, Role.FACILITATOR).person)
    write(run, "police", "SecretWords")
    about = page(run, "concern?question=noticing&who=police")
    assert b"SecretWords" not in client.get(about).content
    assert client.post(about, {"key": str(uuid.uuid4()), "worry": "SecretWorry"}).status_code == 302
    assert Concern.objects.get().words == "SecretWords"
    answer = client.post(
        page(run), {"body-police": "SecretWords and more", "version-police": "1"}, headers={"X-Saves-Itself": "1"}
    )
    assert json.loads(answer.content)["conflicts"]["police"]["theirs"] == ""
    assert NoteDraft.objects.get().body == ""
    run.held()
    finish_notes(session=run.dates[0], asked=(), by=run.lead.person)
    export_folder(run.programme, tmp_path)
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    lead = people.visit(run.lead.person, second_factor=True)
    for seen in (files, lead.get(page(run, "")).content, client.get(page(run, "")).content):
        assert b"SecretWo" not in seen
    assert not Text.objects.filter(body__contains="Secret").exists()
    safeguarding = people.member(run.programme, Role.VIEWER, "safeguarding_lead@trust.example").person
    settle_concern(concern=Concern.objects.get(), done="Rang them.", put_back=True, by=safeguarding)
    text = Text.objects.get()
    assert (text.body, text.sector, text.question) == ("SecretWords", "police", "noticing")
    assert AskedQuestion.objects.get().speakers == ["police"]


def test_a_concern_about_what_is_not_of_the_session_is_not_found(run: Sessions) -> None:
    client = people.visit(run.lead.person, second_factor=True)
    for rest in ("?question=noticing&who=nobody", "?question=none&who=police", "?text=reflection/other/x/1"):
        assert client.post(page(run, "concern" + rest), {"key": str(uuid.uuid4())}).status_code == 404
    sending = {"key": str(uuid.uuid4()), "worry": "Said, not written"}
    assert client.post(page(run, "concern"), sending).status_code == 302
    safeguarding = people.member(run.programme, Role.VIEWER, "safeguarding_lead@trust.example").person
    settle_concern(concern=Concern.objects.get(), done="Done.", put_back=True, by=safeguarding)
    assert not NoteDraft.objects.exists()


def test_a_concern_about_a_text_of_another_session_names_nothing_of_it(run: Sessions) -> None:
    with pytest.raises(LookupError):
        raise_concern(programme=run.programme, kind="none", about="x", worry="", key=uuid.uuid4(), by=SYSTEM)


def test_who_came_is_written_down_and_the_session_page_leads_through_it(run: Sessions) -> None:
    client = people.visit(people.member(run.programme, Role.FACILITATOR).person)
    shown = client.get(page(run, "")).content.decode()
    assert "nobody need share" in shown and "When somebody is distressed" in shown and "01632 960000" in shown
    keys = {f"place-{run.place(f'p{n}').pk}": "yes" if n else "no" for n in range(6)}
    client.post(page(run, "attendance"), keys | {"place-9999": "yes"})
    assert run.states()["p0"] == AttendanceState.DID_NOT_ATTEND
    assert list(run.states().values()).count("attended") == 5
    assert client.post(page(run, "finish"), {"asked": "noticing"}).status_code == 302
    assert SessionNotes.objects.get().mix == {"health": 1, "education": 2, "police": 2}
    assert b"nobody raised anything" in client.get(page(run, "")).content


def test_contributions_read_back_from_a_file_as_they_are() -> None:
    assert contributions("a \t b\r\nc\x00\x0b\n\n\n## d: e\n\n  \n- f") == ("a b\nc", "## d: e", "- f")
    assert contributions(" \n\n\t\n") == ()
