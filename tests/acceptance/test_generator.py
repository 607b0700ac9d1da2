"""The example's generator: the same bytes each time, nothing that may not be said."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy

# Written by ``./run bundle confirm`` after the generator, which knows no values.
CONFIRMED = {"datapackage.json", "evidence/confirmed.csv"}
# Words that Samaritans' media guidance and NICE advise against, e-mail addresses and telephone numbers.
UNWANTED = re.compile(
    r"\bcommit(?:s|ted|ting)?\b|self-?harmers?\b|\bsuperficial|attention[- ]seek|\bcutt?(?:ing|er)?\b|\boverdos|"
    r"\bburn(?:s|ing)\b|\bmethods? of self|[\w.]+@[\w.]+\.\w+|\b0\d{9,10}\b",
    re.IGNORECASE,
)
TEXTS = (".md", ".csv", ".yaml", ".ris", ".qdc", ".txt")


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_the_committed_example_is_what_the_generator_writes(
    fernshire_folder: Path, made_folder: Callable[..., Path]
) -> None:
    committed, made = files(fernshire_folder), files(made_folder())
    assert set(committed) - CONFIRMED == set(made) - CONFIRMED
    assert [name for name in made if name not in CONFIRMED and made[name] != committed[name]] == []


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(made_folder: Callable[..., Path]) -> None:
    first, again, other = files(made_folder()), files(made_folder()), files(made_folder(seed=7))
    assert first == again
    assert first["survey/responses.csv"] != other["survey/responses.csv"]
    assert first["reflection/notes/rs1.md"] != other["reflection/notes/rs1.md"]


def test_switching_a_claim_off_leaves_other_streams_alone(made_folder: Callable[..., Path]) -> None:
    whole, without = files(made_folder()), files(made_folder(without=(1,)))
    changed = {name for name in whole if whole[name] != without[name]}
    assert changed == {"local_data/fernshire_indicators.csv"}


def test_the_example_has_the_size_of_a_real_programme(fernshire_folder: Path) -> None:
    def rows(name: str) -> int:
        return len((fernshire_folder / name).read_text(encoding="utf-8").splitlines()) - 1

    notes = list((fernshire_folder / "reflection/notes").glob("*.md"))
    said = [note.read_text(encoding="utf-8").count("\n- ") for note in notes]
    assert 140 <= rows("survey/responses.csv") <= 160
    assert len(notes) == 6 and min(said) >= 20
    assert (fernshire_folder / "literature/records.ris").read_text(encoding="utf-8").count("TY  - ") == 150
    assert rows("baseline/agreed.csv") >= 60
    assert len(list((fernshire_folder / "synthesis/findings").glob("*.md"))) == 20


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()))


def test_the_sessions_and_meetings_have_their_size(fernshire_folder: Path) -> None:
    came = Counter(
        row["gathering"] for row in table(fernshire_folder, "gatherings/attendance.csv") if row["state"] == "attended"
    )
    assert {came[f"rs{n}"] for n in range(1, 7)} == {6, 7}
    assert sum(row["kind"] == "baseline_meeting" for row in table(fernshire_folder, "gatherings/gatherings.csv")) == 3
    ratings = table(fernshire_folder, "baseline/ratings.csv")
    by_agency = Counter(row["agency"] for row in ratings if row["rating"])
    assert len(by_agency) == 5 and min(by_agency.values()) >= 60


def test_sectors_go_down_to_those_too_small_to_be_shown(fernshire_folder: Path) -> None:
    answered = Counter(row["sector"] for row in table(fernshire_folder, "survey/responses.csv"))
    assert max(answered.values()) > 50 and 0 < min(answered.values()) < 10
    sectors = {row["code"] for row in table(fernshire_folder, "programme/sectors.csv")}
    assert sectors - set(answered) == {"primary_care"}


def test_the_records_hold_duplicates_and_what_only_looks_like_them(fernshire_folder: Path) -> None:
    records = rispy.loads((fernshire_folder / "literature/records.ris").read_text(encoding="utf-8"))
    linked = table(fernshire_folder, "literature/duplicates.csv")
    copies = {row["record"] for row in linked}
    assert len(copies) == 24 and len({row["reason"] for row in linked}) >= 3
    kept: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record["id"] not in copies:
            kept[record["title"].casefold()].append(record["publisher"])
    alike = [publishers for publishers in kept.values() if len(publishers) > 1]
    assert len(alike) >= 5 and all(len(set(publishers)) == len(publishers) for publishers in alike)


def test_each_finding_is_judged_in_full(fernshire_folder: Path) -> None:
    phases = Counter(row["finding"] for row in table(fernshire_folder, "synthesis/triangulation.csv"))
    components = Counter(row["finding"] for row in table(fernshire_folder, "synthesis/confidence.csv"))
    against = {row["finding"] for row in table(fernshire_folder, "synthesis/negative_cases.csv")}
    assert set(phases.values()) == {6} and set(components.values()) == {5}
    assert len(phases) == len(components) == len(against) == 20
    levels = Counter(
        row["level"] for row in table(fernshire_folder, "synthesis/confidence.csv") if row["component"] == "overall"
    )
    assert set(levels) >= {"high", "moderate", "low"}
    said = {row["convergence"] for row in table(fernshire_folder, "synthesis/triangulation.csv")}
    assert said == {"agreement", "partial", "dissonance", "silence"}


def test_no_contribution_is_said_twice(fernshire_folder: Path) -> None:
    said = [
        line
        for note in (fernshire_folder / "reflection/notes").glob("*.md")
        for line in note.read_text(encoding="utf-8").splitlines()
        if line.startswith("- ")
    ]
    assert len(said) == len(set(said)) > 120


@pytest.mark.parametrize("folder", ["examples/fernshire", "examples/generator/text"])
def test_words_are_careful_and_hold_no_contact(repository: Path, folder: str) -> None:
    found = [
        f"{path.relative_to(repository)}: {match[0]}"
        for path in sorted((repository / folder).rglob("*"))
        if path.suffix in TEXTS
        for match in UNWANTED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
