"""The example as a bundle and as a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.prose import parse_prose
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.strict import slips


def test_the_bundle_has_no_problem(fernshire_folder: Path) -> None:
    from thinking_together.bundle.commands import read_bundle

    assert list(map(str, read_bundle(fernshire_folder).problems.found)) == []


def test_export_gives_the_same_programme(fernshire: Resolver, tmp_path: Path, db: Any) -> None:
    """A bundle that was exported, imported and exported again has not changed by a byte."""
    from thinking_together.bundle.commands import export_folder, import_folder

    export_folder(fernshire.programme, tmp_path / "once")
    again = import_folder(tmp_path / "once", replace=True, by=SYSTEM)
    export_folder(again, tmp_path / "twice")
    once, twice = (
        {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (tmp_path / "once", tmp_path / "twice")
    )
    assert once == twice


def test_nothing_is_typed_by_hand(fernshire: Resolver, db: Any) -> None:
    from thinking_together.synthesis.queries import findings

    found = [(f.code, slip.what, slip.sentence) for f in findings(fernshire.programme) for slip in slips(f.body)]
    for section in fernshire.programme.report_sections.exclude(code="references"):
        found += [(section.code, slip.what, slip.sentence) for slip in slips(parse_prose(section.body))]
    assert found == []


def test_findings_lack_nothing(fernshire: Resolver, db: Any) -> None:
    from thinking_together.synthesis.checks import lacks

    assert lacks(fernshire.programme) == ()


@pytest.mark.parametrize("code", ["introduction", "context", "scope", "process", "limitations", "conclusion"])
def test_each_section_is_written(code: str, fernshire: Resolver, db: Any) -> None:
    section = fernshire.programme.report_sections.get(code=code)
    assert len(section.body) > 200


def test_the_example_is_done_in_every_part(fernshire: Any) -> None:
    from thinking_together.programmes.status import Stage, statuses

    lines = {line.code: line.status for line in statuses(fernshire.programme)}
    assert {code for code, status in lines.items() if status.waiting} <= {"report"}
    assert {status.stage for code, status in lines.items() if code not in ("network", "report")} == {Stage.DONE}


def test_the_example_is_set_up_to_the_end_once_its_people_are_in(fernshire: Any, db: Any) -> None:
    from thinking_together.programmes.setup import TaskState, tasks
    from thinking_together.site.demo.people import bring_in

    assert {task.title for task in tasks(fernshire.programme) if task.state != TaskState.DONE} == {"Support lines"}
    bring_in(fernshire.programme, by=SYSTEM)
    fernshire.programme.refresh_from_db()
    assert {task.state for task in tasks(fernshire.programme)} == {TaskState.DONE}
