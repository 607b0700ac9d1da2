from __future__ import annotations

import json
from pathlib import Path

import pytest

from thinking_together.analysis.tables import RawTable, State, Table
from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Reason, Selection, Unresolved
from thinking_together.evidence.reference import parse
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.selection import select
from thinking_together.network.evidence import NO_HEADCOUNT, open_figures
from thinking_together.network.models import Member

pytestmark = pytest.mark.django_db

SIZES = {"health": 40, "education": 60, "police": 3, "voluntary": 12, "unknown": 15}
HEADCOUNTS = {"health": 400, "education": 900, "police": 300, "voluntary": 100, "unknown": ""}
EVENTS = """code,kind,title,day,online
w1,webinar,Launch,2022-01-20,yes
n1,network,Summer meeting,2022-06-20,no
s1,reflective_session,Session,2022-06-01,no
"""
CAME = {"w1": {"health": 30, "education": 25, "police": 2}, "n1": {"health": 8, "education": 20}, "s1": {"health": 6}}


def write(root: Path, sizes: dict[str, int] = SIZES, members: str | None = None) -> Path:
    people = [(f"{sector}_{at}", sector, at) for sector, size in sizes.items() for at in range(size)]
    interests = ("supervision", "supervision|training", "")
    files = {
        "datapackage.json": json.dumps({"format": "thinking-together-bundle", "version": 1}),
        "programme/programme.yaml": "slug: fernshire\ntitle: T\nplace: Fernshire\narea_code: X06000001\n"
        "comparator_code: E92000001\ninvented: true\nas_of: 2023-03-31\n",
        "programme/sectors.csv": "code,name,headcount\n"
        + "".join(f"{s},{s.capitalize()},{HEADCOUNTS[s]}\n" for s in sizes),
        "programme/phases.csv": "phase,starts,ends,summary\nnetwork,2022-01-01,2022-02-01,\n",
        "programme/participants.csv": "code,sector,interests\n"
        + "".join(f"{code},{sector},{interests[at % 3]}\n" for code, sector, at in people),
        "network/members.csv": members
        or "participant,joined,left\n" + "".join(f"{code},2022-01-20,\n" for code, _, _ in people),
        "gatherings/gatherings.csv": EVENTS,
        "gatherings/attendance.csv": "gathering,sector,state\n"
        + "".join(
            f"{event},{sector},attended\n"
            for event, sectors in CAME.items()
            for sector, size in sectors.items()
            for _ in range(size)
            if sector in sizes
        ),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    return Resolver(import_folder(write(tmp_path), by=SYSTEM))


def values(resolver: Resolver, reference: str, name: str) -> dict[str | None, float | State | None]:
    found = resolver.resolve(reference)
    assert isinstance(found, Table), found
    return {s.key(name): s.value if s.state is State.SHOWN else s.state for s in found.statistics}


def test_members_by_sector_hide_the_small_and_the_next(resolver: Resolver) -> None:
    assert values(resolver, "network/members?sector=*", "sector") == {
        "health": 40,
        "education": 60,
        "police": State.SUPPRESSED,
        "voluntary": State.SUPPRESSED,
        "unknown": 15,
    }
    total = resolver.resolve("network/members")
    assert isinstance(total, Table) and total.one().value == 130


def with_headcount(root: Path, sector: str, headcount: int) -> Resolver:
    sectors = root / "programme/sectors.csv"
    rows = sectors.read_text().splitlines()
    changed = [f"{row.rpartition(',')[0]},{headcount}" if row.startswith(sector) else row for row in rows]
    sectors.write_text("\n".join(changed))
    return Resolver(import_folder(root, by=SYSTEM))


def test_a_sector_of_fewer_than_ten_people_is_not_shown(tmp_path: Path) -> None:
    members = values(with_headcount(write(tmp_path), "unknown", 9), "network/members?sector=*", "sector")
    assert members["unknown"] is State.SUPPRESSED


def test_more_members_than_people_leave_a_sector_out_of_reach(tmp_path: Path) -> None:
    found = with_headcount(write(tmp_path), "health", 39).resolve("network/reach?sector=*")
    assert isinstance(found, Table)
    assert "health" not in [s.key("sector") for s in found.statistics]
    assert found.notes[0].endswith("below the number of members: Health, Unknown.")


def test_pools_give_nothing_away(resolver: Resolver) -> None:
    assert values(resolver, "network/members?sector=health+education", "sector") == {"health+education": 100}
    for pool in ("police+health", "-police", "-voluntary", "-police,voluntary,unknown,education"):
        answer = resolver.resolve(f"network/members?sector={pool}")
        hidden = isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED
        assert hidden is (pool != "-police,voluntary,unknown,education"), pool


def test_reach_is_members_against_headcount_where_it_is_known(resolver: Resolver) -> None:
    found = resolver.resolve("network/reach?sector=*")
    assert isinstance(found, Table)
    health = found.at(sector="health")
    assert (health.numerator, health.denominator, health.value) == (40, 400, 0.1)
    assert found.at(sector="police").state is State.SUPPRESSED
    assert found.notes == (f"{NO_HEADCOUNT}: Unknown.",)
    total = resolver.resolve("network/reach")
    assert isinstance(total, Table)
    assert (total.one().numerator, total.one().denominator) == (115, 1700)


def test_attendance_by_event_is_open_and_by_sector_protected(resolver: Resolver) -> None:
    assert values(resolver, "network/attendance?event=*", "event") == {"w1": 57, "n1": 28}
    assert values(resolver, "network/attendance?event=w1&sector=*", "sector") == {
        "health": 30,
        "education": State.SUPPRESSED,
        "police": State.SUPPRESSED,
        "voluntary": 0,
        "unknown": 0,
    }
    total = resolver.resolve("network/attendance")
    assert isinstance(total, Table) and total.one().value == 85


def test_no_margin_gives_a_small_cell_away(resolver: Resolver) -> None:
    """Police came to one event only: neither its total nor the row may say how many."""
    answer = resolver.resolve("network/attendance?sector=police")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED
    answer = resolver.resolve("network/attendance?event=w1&sector=-police")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


def test_sessions_of_other_phases_are_no_network_events(resolver: Resolver) -> None:
    assert values(resolver, "network/events?kind=*", "kind") == {"webinar": 1, "network": 1}
    total = resolver.resolve("network/events")
    assert isinstance(total, Table) and total.one().value == 2


def test_interests_are_shares_of_members(resolver: Resolver) -> None:
    found = resolver.resolve("network/interests?interest=*")
    assert isinstance(found, Table)
    assert found.at(interest="supervision").numerator == 87
    assert found.at(interest="training").denominator == 130
    by_sector = values(resolver, "network/interests?interest=supervision&sector=*", "sector")
    assert by_sector["police"] is State.SUPPRESSED
    assert by_sector["education"] == pytest.approx(40 / 60)


def test_those_who_left_or_join_later_are_no_members(tmp_path: Path) -> None:
    rows = "".join(f"health_{at},2022-01-20,\n" for at in range(20))
    members = "participant,joined,left\n" + rows + "health_20,2022-01-20,2023-03-31\nhealth_21,2023-04-01,\n"
    resolver = Resolver(import_folder(write(tmp_path, members=members), by=SYSTEM))
    total = resolver.resolve("network/members")
    assert isinstance(total, Table) and total.one().value == 20


def test_export_then_import_is_equal(tmp_path: Path) -> None:
    head = "participant,joined,left,consent,consented\n"
    members = f"{head}health_3,2022-01-20,2022-05-01,,\nhealth_1,2022-01-21,,1,2022-01-21\n"
    write(tmp_path / "in", members=members)
    (tmp_path / "in/network/consents.csv").write_text("number,since,words\n1,2022-01-01,I agree\n")
    programme = import_folder(tmp_path / "in", by=SYSTEM)
    export_folder(programme, tmp_path / "out")
    assert (tmp_path / "out/network/members.csv").read_text() == members
    again = import_folder(tmp_path / "out", replace=True, by=SYSTEM)
    assert [m.participant.code for m in again.members.all()] == ["health_3", "health_1"]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ("participant,joined\nnobody,2022-01-20\n", "members.csv:2:participant: unknown participant 'nobody'"),
        (
            "participant,joined\nhealth_1,2022-01-20\nhealth_1,2022-01-21\n",
            "members.csv:3:participant: 'health_1' stands already on line 2",
        ),
        (
            "participant,joined,left\nhealth_1,2022-01-20,2021-01-20\n",
            "members.csv:2:left: the member left on 2021-01-20, before joining on 2022-01-20",
        ),
    ],
)
def test_a_bad_file_is_named_and_nothing_of_it_kept(tmp_path: Path, members: str, said: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        import_folder(write(tmp_path, members=members), by=SYSTEM)
    assert str(refused.value.problems.found[0]).startswith(f"network/{said}")
    assert not Member.objects.exists()


def test_reading_takes_a_fixed_number_of_statements(tmp_path: Path, django_assert_num_queries) -> None:
    programme = import_folder(write(tmp_path), by=SYSTEM)
    with django_assert_num_queries(6):
        reader = open_figures(programme)
        infos = {info.name: info for info in reader.figures()}
        for reference in map(
            parse, ("network/members", "network/reach?sector=*", "network/attendance?event=*&sector=*")
        ):
            selection = select(infos[reference.figure], reference)
            assert isinstance(selection, Selection) and isinstance(reader.raw(selection), RawTable)


OTHERS = {
    "consents.csv": "number,since,words\n1,2022-01-01,I agree\n",
    "evaluations.csv": "event,opened,closed\nw1,2022-01-20,2022-02-01\n",
}
UPDATES = "code,title,body,audience,sectors,interests,sent,sent_to\n"
FORMS = "event,form,item,points\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("updates.csv", UPDATES + "a,About self-harm,x,all,,,,\n", "2:title: filters of schools block"),
        ("updates.csv", UPDATES + "a,News,x,sector,,,,\n", "2:sectors: an update for 'sector' has no sectors"),
        ("updates.csv", UPDATES + "a,News,x,all,,training,,\n", "2:interests: an update for 'all' has a list of"),
        ("updates.csv", UPDATES + "a,News,x,all,,,2022-02-01,\n", "2:sent: of when it was sent and to how many"),
        ("updates.csv", UPDATES + "a,News,x,sector,fire,,,\n", "2:sectors: unknown sector 'fire'"),
        ("evaluation_forms.csv", FORMS + "w1,1,useful,6\n", "2:points: 6 is no number of points"),
        ("evaluation_forms.csv", FORMS + "n1,1,useful,5\n", "2:event: unknown evaluation 'n1'"),
        ("evaluation_forms.csv", FORMS + "w1,1,useful,5\nw1,1,useful,4\n", "3:item: form 1 answers 'useful' on"),
        ("evaluations.csv", "event,opened,closed\nw1,2022-02-02,2022-02-01\n", "2:closed: it was closed on 2022-02-01"),
        ("members.csv", "participant,joined,consent\nhealth_1,2022-01-20,1\n", "2:consent: of what the member agreed"),
        ("members.csv", "participant,joined,consent\nhealth_1,2022-01-20,2\n", "2:consent: unknown consent '2'"),
    ],
)
def test_a_bad_file_of_what_members_are_told_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    write(tmp_path)
    for other, words in (OTHERS | {name: text}).items():
        (tmp_path / "network" / other).write_text(words)
    with pytest.raises(BundleRefused) as refused:
        import_folder(tmp_path, by=SYSTEM)
    assert str(refused.value.problems.found[0]).startswith(f"network/{name}:{said}")


def test_a_bundle_holds_no_address_no_link_and_no_asking(tmp_path: Path) -> None:
    programme = import_folder(write(tmp_path / "in"), by=SYSTEM)
    person = programme.participants.first()
    assert person is not None
    person.email = "ann@trust.example"
    person.save()
    agreed = programme.consents.create(number=1, since=programme.as_of, words="I agree")
    programme.askings.create(email="ben@trust.example", sector=person.sector, consent=agreed)
    export_folder(programme, tmp_path / "out")
    told = "".join(
        path.read_text() for path in (tmp_path / "out").rglob("*") if path.suffix in (".csv", ".yaml", ".json")
    )
    assert "@" not in told
