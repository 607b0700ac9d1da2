"""Answers are counted release by release: many at a time in every group, each once, and never taken back."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections
from tests.factories.bundles import small_bundle
from tests.factories.surveys import COLUMNS, QUESTIONNAIRE, many, response, responses_csv
from typer.testing import CliRunner

from thinking_together.analysis.disclosure import RULES
from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.cli import build, survey_release
from thinking_together.core.models import AuditEvent
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.survey.domain.releasing import Made, NoSurvey, make_release
from thinking_together.survey.held.queries import survey_data
from thinking_together.survey.models import Release, Response

pytestmark = pytest.mark.django_db

WITH = (*COLUMNS[:3], "counted_from", *COLUMNS[3:])
HEALTH, PRIMARY, SECONDARY = "Health", "Education, Primary", "Education, Secondary"
POLICE = "Police"
ROWS = [
    *many(0, 24, training="on_the_job"),
    *many(24, 6, training="mhfa"),
    *many(30, 20, sector="education", phase="primary", training="on_the_job"),
    *many(50, 10, sector="education", phase="secondary", training="mhfa"),
]


def survey(tmp_path: Path, rows: list[dict[str, str]], releases: str = "", **more: str) -> Programme:
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": responses_csv(rows, WITH), **more}
    if releases:
        files["survey/releases.csv"] = f"number,closing,rules\n{releases}"
    return import_folder(small_bundle(tmp_path / "in", **files), by=SYSTEM)


def come(programme: Programme, start: int, rows: list[dict[str, str]]) -> None:
    """More answers, which no release counts yet: those of the open survey, by way of another programme."""
    version = programme.questionnaires.get()
    like = {(r.sector, bytes(r.record)): r for r in version.responses.all()}
    for number, row in enumerate(rows, start=start):
        found = next(r for (sector, _), r in like.items() if sector == row["sector"])
        found.pk, found.key, found.counted_from, found.position = None, f"n{number}", None, number
        found.save(force_insert=True)


def counted(programme: Programme) -> list[int]:
    data = survey_data(programme)
    found = []
    while data is not None:
        found.append(data.snapshot.responses)
        data = data.earlier
    return found


def test_what_no_release_counts_is_in_no_figure(tmp_path: Path) -> None:
    programme = survey(tmp_path, [{**row, "counted_from": ""} for row in ROWS])
    assert not Release.objects.exists()
    assert counted(programme) == [0]
    for reference in ("survey/training?option=mhfa", "survey/responses", "survey/breakoff?stage=introduction"):
        assert isinstance(Resolver(programme).resolve(reference), Unresolved)


def test_a_file_that_tells_of_no_release_is_counted_whole(tmp_path: Path) -> None:
    rows = responses_csv([*ROWS, {**response("t"), "trial": "yes"}], (*COLUMNS[:3], "trial", *COLUMNS[3:]))
    programme = survey(tmp_path, ROWS, **{"survey/responses.csv": rows})
    assert set(Response.objects.filter(trial=False).values_list("counted_from", flat=True)) == {1}
    assert Response.objects.get(trial=True).counted_from is None
    assert (Release.objects.get().number, Release.objects.get().rules) == (1, RULES)
    export_folder(programme, tmp_path / "out")
    assert not (tmp_path / "out/survey/releases.csv").exists()
    assert "counted_from" not in (tmp_path / "out/survey/responses.csv").read_text().splitlines()[0]


def test_a_group_takes_in_its_new_answers_when_they_are_enough(tmp_path: Path) -> None:
    rows = [{**row, "counted_from": ""} for row in [*ROWS[:30], *ROWS[30:39], *ROWS[50:]]]
    programme = survey(tmp_path, rows)
    made = make_release(programme=programme, by=SYSTEM)
    assert (made.number, made.joined) == (1, (HEALTH, SECONDARY))
    assert PRIMARY in made.waiting and POLICE in made.waiting  # 9 answers and none read the same
    assert counted(programme) == [40]
    event = AuditEvent.objects.get(action="survey.released")
    assert (event.programme_slug, event.details) == ("smallshire", {"release": 1, "closing": False})


def test_once_more_with_nothing_new_changes_nothing(tmp_path: Path) -> None:
    programme = survey(tmp_path, [{**row, "counted_from": ""} for row in ROWS])
    first = make_release(programme=programme, by=SYSTEM)
    stored = sorted(Response.objects.values_list("key", "counted_from", "stamp"))
    again = make_release(programme=programme, by=SYSTEM)
    assert (first.number, again.number, again.joined) == (1, 1, ())
    assert sorted(Response.objects.values_list("key", "counted_from", "stamp")) == stored
    assert Release.objects.count() == AuditEvent.objects.filter(action="survey.released").count() == 1


def test_a_later_release_keeps_what_earlier_ones_counted(tmp_path: Path) -> None:
    programme = survey(tmp_path, [{**row, "counted_from": "1"} for row in ROWS], f"1,no,{RULES}\n")
    come(programme, 100, [ROWS[0]] * 9)
    assert make_release(programme=programme, by=SYSTEM).joined == ()
    assert counted(programme) == [60]
    come(programme, 109, [ROWS[0]])
    made = make_release(programme=programme, by=SYSTEM)
    assert (made.number, made.joined, made.other_rules) == (2, (HEALTH,), False)
    assert counted(programme) == [70, 60]
    assert set(Response.objects.filter(key__startswith="r").values_list("counted_from", flat=True)) == {1}


def test_closing_counts_all_of_a_survey_that_had_no_release(tmp_path: Path) -> None:
    rows = [*ROWS[:12], *many(60, 3, sector="police"), response("gone", outcome="introduction")]
    programme = survey(tmp_path, [{**row, "counted_from": ""} for row in rows])
    made = make_release(programme=programme, closing=True, by=SYSTEM)
    assert made.joined == (HEALTH, POLICE)
    assert counted(programme) == [15]
    assert not Response.objects.filter(counted_from=None).exists()
    assert Release.objects.get().closing


def test_closing_never_adds_a_few_to_a_group_that_was_shown(tmp_path: Path) -> None:
    late = [
        *many(60, 3, sector="police"),
        *many(63, 4, training="specific"),
        *many(67, 12, sector="education", phase="secondary"),
    ]
    rows = [*({**row, "counted_from": "1"} for row in ROWS), *({**row, "counted_from": ""} for row in late)]
    programme = survey(tmp_path, rows, f"1,no,{RULES}\n")
    assert make_release(programme=programme, closing=True, by=SYSTEM).joined == (SECONDARY,)
    assert counted(programme) == [72, 60]


def test_two_at_once_make_one(in_threads: Callable[[], None], tmp_path: Path) -> None:
    programme = survey(tmp_path, [{**row, "counted_from": ""} for row in ROWS])
    in_threads()
    together = threading.Barrier(2)
    made: list[Made] = []

    def release() -> None:
        try:
            together.wait()
            made.append(make_release(programme=programme, by=SYSTEM))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=release) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(bool(one.joined) for one in made) == [False, True]
    assert [one.number for one in made] == [1, 1]


def test_without_a_survey_nothing_is_counted(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path), by=SYSTEM)
    with pytest.raises(NoSurvey):
        make_release(programme=programme, by=SYSTEM)
    assert not AuditEvent.objects.filter(action="survey.released").exists()


def test_the_command_names_groups_and_never_how_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_release, "database_ready", lambda: None)
    survey(tmp_path, [{**row, "counted_from": ""} for row in [*ROWS[:30], *ROWS[30:39]]])

    def told(*arguments: str) -> list[str]:
        return CliRunner().invoke(build("survey"), ["survey", "release", *arguments]).output.splitlines()

    first = told("smallshire")
    assert first[0] == "Health: counts new answers" and first[-1] == "Release 1."
    assert "Education, Primary: waits for more answers" in first and "Police: waits for more answers" in first
    assert told("smallshire")[-1] == "Nothing new is counted."
    assert told("nowhere") == ["No programme is called 'nowhere'. Nothing was changed."]


def test_a_few_who_came_since_are_not_told_by_subtraction(tmp_path: Path) -> None:
    more = [*many(60, 10, training="on_the_job"), *many(70, 2, training="mhfa")]
    rows = [*({**row, "counted_from": "1"} for row in ROWS), *({**row, "counted_from": "2"} for row in more)]
    told = Resolver(survey(tmp_path / "two", rows, f"1,no,{RULES}\n2,no,{RULES}\n"))
    asked = "survey/training?option=mhfa&sector=health"
    assert isinstance(told.resolve(asked), Unresolved)  # 6 of 30 were shown; 8 of 42 would tell 2 of 12
    Programme.objects.get().delete()
    at_once = Resolver(survey(tmp_path / "one", [{**row, "counted_from": "1"} for row in rows], f"1,no,{RULES}\n"))
    assert not isinstance(at_once.resolve(asked), Unresolved)


def test_a_bundle_carries_releases_and_reads_back_equal(tmp_path: Path) -> None:
    numbers = ["1"] * 30 + ["2"] * 20 + [""] * 10
    rows = [{**row, "counted_from": number} for row, number in zip(ROWS, numbers, strict=True)]
    programme = survey(tmp_path, rows, f"1,no,older\n2,yes,{RULES}\n")
    export_folder(programme, tmp_path / "out")
    with (tmp_path / "out/survey/responses.csv").open(newline="") as file:
        assert [row["counted_from"] for row in csv.DictReader(file)] == numbers
    again = import_folder(tmp_path / "out", replace=True, by=SYSTEM)
    told = list(again.questionnaires.get().releases.values_list("number", "closing", "rules"))
    assert told == [(1, False, "older"), (2, True, RULES)]
    assert [str(n or "") for n in Response.objects.values_list("counted_from", flat=True)] == numbers
    export_folder(again, tmp_path / "twice")
    for name in ("responses.csv", "releases.csv"):
        assert (tmp_path / "out/survey" / name).read_bytes() == (tmp_path / "twice/survey" / name).read_bytes()
    assert make_release(programme=again, by=SYSTEM).other_rules


@pytest.mark.parametrize(
    ("cell", "releases", "what"),
    [
        ("2", "1,no,1\n", "release 2, which counts responses, is not among the releases"),
        ("2", "", "release 2, which counts responses, is not among the releases"),
        ("first", "1,no,1\n", "'first' is not the number of a release"),
        ("0", "1,no,1\n", "'0' is not the number of a release"),
        ("1", "1,no,1\n1,yes,1\n", "releases.csv"),
    ],
)
def test_releases_that_do_not_fit_are_refused(tmp_path: Path, cell: str, releases: str, what: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        survey(tmp_path, [{**row, "counted_from": cell} for row in ROWS[:3]], releases)
    assert what in str(refused.value)
    assert not Response.objects.exists()
