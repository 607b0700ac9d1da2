"""The gate's decisions on the disk: found by the next process, and never more than a matter of speed."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from thinking_together.analysis import disclosure
from thinking_together.analysis.disclosure import SURVEY, protect
from thinking_together.analysis.giving_way import GivingWay
from thinking_together.analysis.tables import RawCell, Relation, State
from thinking_together.evidence import kept_decisions

pytestmark = pytest.mark.one_engine("no database is asked")
CELLS = tuple(RawCell((), count, 60.0) for count in (3.0, 14.0, 17.0, 26.0, 60.0))
SUM = (Relation(4, (0, 1, 2, 3)),)
HIDDEN = (State.SUPPRESSED, State.SUPPRESSED, State.SHOWN, State.SHOWN, State.SHOWN)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings) -> Iterator[Path]:
    where = settings.VAR / "decisions"
    settings.CACHES = settings.CACHES | {"decisions": settings.CACHES["default"] | {"LOCATION": where}}
    disclosure.forget()
    yield where
    disclosure.forget()


def decided() -> tuple[State, ...]:
    """As a new process decides it."""
    disclosure.forget()
    return protect(CELLS, SUM, SURVEY)


def not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GivingWay, "needed", lambda *told: pytest.fail("it was decided once more"))


def test_the_next_process_finds_them_for_its_owners_eyes_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decided() == HIDDEN
    not_again(monkeypatch)
    assert decided() == HIDDEN
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_program_of_another_text_decides_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert decided() == HIDDEN
    monkeypatch.setattr(kept_decisions, "rules_of", lambda file: "another")
    monkeypatch.setattr(GivingWay, "needed", lambda *told: (3,) if not told[1][3] else ())
    assert decided() != HIDDEN


@pytest.mark.parametrize("spoilt", [b"", b"\x80", b"spoilt" * 20, "cut"])
def test_a_spoilt_file_is_decided_anew(folder: Path, spoilt: bytes | str) -> None:
    decided()
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-4] if isinstance(spoilt, str) else spoilt)
    assert decided() == HIDDEN


def test_a_full_disk_costs_speed_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_bytes(b"no folder can be made here")
    assert decided() == HIDDEN
