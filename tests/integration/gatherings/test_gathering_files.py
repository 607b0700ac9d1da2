from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringKind
from thinking_together.gatherings.queries import meetings

pytestmark = pytest.mark.django_db

FILES = {
    "datapackage.json": json.dumps({"format": "thinking-together-bundle", "version": 1}),
    "programme/programme.yaml": "slug: fernshire\ntitle: T\nplace: Fernshire\narea_code: X06000001\n"
    "comparator_code: E92000001\ninvented: true\nas_of: 2023-03-31\n",
    "programme/sectors.csv": "code,name,headcount\nhealth,Health,400\neducation,Education,900\n",
    "programme/partners.csv": "code,name,sector\ncamhs,Fernshire CAMHS,health\n",
    "programme/phases.csv": "phase,starts,ends,summary\nnetwork,2022-01-01,2022-02-01,\n",
    "programme/participants.csv": "code,sector\np1,health\np2,education\n",
    "gatherings/gatherings.csv": """code,kind,title,day,online,place,planned_size
s1,reflective_session,First session,2022-05-03,no,Town hall,7
w1,webinar,"=Launch, with questions",2022-01-20,yes,,
""",
    "gatherings/attendance.csv": """gathering,sector,state,participant,partner,reason,notice_days
s1,health,attended,p1,camhs,,
s1,education,cancelled,p2,,work_pressure,0
s1,education,reserve,,,,
w1,education,attended,,,,
w1,education,did_not_attend,,,not_given,
""",
}


def bundle(root: Path, **changes: str) -> Path:
    for name, text in (FILES | {f"gatherings/{key}.csv": text for key, text in changes.items()}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_export_then_import_is_equal(tmp_path: Path) -> None:
    programme = import_folder(bundle(tmp_path / "in"), by=SYSTEM)
    export_folder(programme, tmp_path / "one")
    again = import_folder(tmp_path / "one", replace=True, by=SYSTEM)
    export_folder(again, tmp_path / "two")
    for name in ("gatherings/gatherings.csv", "gatherings/attendance.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert Gathering.objects.count() == 2 and Attendance.objects.count() == 5
    assert Gathering.objects.get(code="w1").title == "=Launch, with questions"
    assert "'=Launch" in (tmp_path / "one/gatherings/gatherings.csv").read_text()


def test_meetings_come_with_all_places_in_two_statements(tmp_path: Path, django_assert_num_queries) -> None:
    programme = import_folder(bundle(tmp_path), by=SYSTEM)
    with django_assert_num_queries(2):
        (session,) = meetings(programme, GatheringKind.REFLECTIVE_SESSION)
    assert (session.code, session.day, session.planned_size) == ("s1", date(2022, 5, 3), 7)
    assert [p.participant for p in session.attended()] == ["p1"]
    cancelled = session.places[1]
    assert (cancelled.state, cancelled.reason, cancelled.notice_days) == (
        AttendanceState.CANCELLED,
        "work_pressure",
        0,
    )
    assert [m.code for m in meetings(programme)] == ["s1", "w1"]


def test_a_folder_of_before_reads_as_it_did_and_writes_no_new_file(tmp_path: Path) -> None:
    programme = import_folder(bundle(tmp_path / "in"), by=SYSTEM)
    assert set(Gathering.objects.values_list("state", "starts", "capacity", "sequence")) == {("closed", None, None, 0)}
    assert len(set(Gathering.objects.values_list("uid", flat=True))) == 2
    export_folder(programme, tmp_path / "out")
    assert not (tmp_path / "out/gatherings/arrangements.csv").exists()


ARRANGED = "gathering,state,starts,ends,uid,recording_link\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("s9,open,,,,", "gathering: unknown gathering 's9'"),
        ("s1,maybe,,,,", "state: 'maybe' is not one of"),
        ("s1,open,2022-05-03T14:00,2022-05-03T15:00+01:00,,", "starts: '2022-05-03T14:00' is no moment"),
        ("s1,open,2022-05-04T14:00+01:00,2022-05-04T15:00+01:00,,", "starts: it begins on another day"),
        ("s1,open,2022-05-03T14:00+01:00,,,", "ends: it has a beginning without an end"),
        ("s1,open,2022-05-03T14:00+01:00,2022-05-03T13:00+01:00,,", "ends: it does not end within a day"),
        ("s1,open,,,7,", "uid: '7' is no UUID"),
        ("s1,open,,,,javascript:1", "recording_link: it is no web address"),
    ],
)
def test_what_is_wrong_with_an_arrangement_is_said_and_nothing_imported(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        import_folder(bundle(tmp_path, arrangements=f"{ARRANGED}{row}\n"), by=SYSTEM)
    assert any(f"gatherings/arrangements.csv:2:{said}" in str(p) for p in refused.value.problems.found)
    assert not Gathering.objects.exists()


HEAD = "gathering,sector,state,participant,reason,notice_days\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"attendance": HEAD + "s9,health,attended,,,\n"}, "attendance.csv:2:gathering: unknown gathering 's9'"),
        ({"attendance": HEAD + "s1,police,attended,,,\n"}, "attendance.csv:2:sector: unknown sector 'police'"),
        ({"attendance": HEAD + "s1,health,came,,,\n"}, "attendance.csv:2:state: 'came' is not one of"),
        ({"attendance": HEAD + "s1,health,cancelled,,illness,\n"}, "attendance.csv:2:reason: 'illness' is not one of"),
        (
            {"attendance": HEAD + "s1,health,attended,,work_pressure,\n"},
            "attendance.csv:2:reason: a reason stands beside 'attended'",
        ),
        (
            {"attendance": HEAD + "s1,health,reserve,,,2\n"},
            "attendance.csv:2:notice_days: a notice_days stands beside 'reserve'",
        ),
        (
            {"attendance": HEAD + "s1,health,cancelled,,,-1\n"},
            "attendance.csv:2:notice_days: -1 is no number of days' notice",
        ),
        (
            {"attendance": HEAD + "s1,health,attended,p1,,\ns1,health,cancelled,p1,,\n"},
            "attendance.csv:3:participant: 'p1' has a place at 's1' on line 2 already",
        ),
        (
            {
                "gatherings": "code,kind,title,day,online,planned_size\ns1,webinar,T,2022-01-01,yes,0\n",
                "attendance": HEAD,
            },
            "gatherings.csv:2:planned_size: 0 is no size of an event",
        ),
        (
            {"gatherings": "code,kind,title,day,online\ns1,party,T,2022-01-01,yes\n", "attendance": HEAD},
            "gatherings.csv:2:kind: 'party' is not one of",
        ),
    ],
)
def test_a_bad_file_is_named_and_nothing_of_it_kept(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        import_folder(bundle(tmp_path, **changes), by=SYSTEM)
    problems = [str(problem) for problem in refused.value.problems.found]
    assert any(problem.startswith(f"gatherings/{said}") for problem in problems), problems
    assert not Gathering.objects.exists()
