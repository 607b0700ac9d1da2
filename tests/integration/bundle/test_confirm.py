"""Confirmed values: written into the bundle, and drift named when the data change afterwards."""

import shutil
from pathlib import Path

import pytest

from thinking_together.bundle.commands import import_folder
from thinking_together.bundle.confirm import confirm_values
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.citations import confirmed_values
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.strict import check

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("what a report says is shown to be the same on both in test_example_on_both_databases.py"),
]
REFERENCE = "network/members?sector=education"


@pytest.fixture
def example(repository: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "fernshire"
    shutil.copytree(repository / "examples" / "fernshire", folder)
    return folder


def test_confirmed_values_come_back_with_the_bundle(example: Path) -> None:
    page = example / "evidence" / "confirmed.csv"
    page.write_text("citing,reference,value\n", encoding="utf-8")
    count = confirm_values(import_folder(example, by=SYSTEM), example)
    again = import_folder(example, replace=True, by=SYSTEM)
    assert len(confirmed_values(again)) == count > 100


def test_a_value_that_changed_after_it_was_confirmed_is_named_as_drift(example: Path) -> None:
    page = example / "evidence" / "confirmed.csv"
    text = page.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "local_data/21001?" in line and "measure=count" in line)
    page.write_text(text.replace(line, line.replace("215", "214")), encoding="utf-8")
    programme = import_folder(example, by=SYSTEM)
    refusals = [r for r in check(assemble(programme).document, programme) if "214" in r.what]
    assert len(refusals) == 1
    assert refusals[0].place.startswith("report/sections/")
