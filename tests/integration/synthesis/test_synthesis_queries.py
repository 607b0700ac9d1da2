"""The synthesis as the report reads it, and the framework matrix."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thinking_together.analysis.tables import State
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.prose import parse_prose
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.synthesis import checks, framework, queries
from thinking_together.synthesis.domain.findings import add_findings, add_triangulation
from thinking_together.synthesis.rows import FindingEntry, TriangulationRow

pytestmark = pytest.mark.django_db


def statements(work) -> int:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as context:
        work()
    return len(context)


def test_findings_come_with_all_that_was_judged(saved: Programme) -> None:
    first, second = queries.findings(saved)
    assert (first.code, first.theme, first.theme_title, first.headline) == (
        "f01",
        "parents",
        "Parents and carers",
        True,
    )
    assert [str(r) for r in first.body.references()] == ["reflection/parental_response?session=*"]
    assert [row.phase for row in first.triangulation] == ["survey", "local_data", "reflection"]
    assert first.triangulation[1].convergence_label == "silence (not asked)"
    assert [row.component for row in first.confidence] == ["limits", "overall"]
    assert first.negative_cases[0].looked_for == "Sessions without parents"
    assert first.recommendations == ("r2", "r1")
    assert (second.kind_label, second.theme, second.headline) == ("Limitation", "", False)


def test_recommendations_stand_in_order_of_priority_with_owner_or_none(saved: Programme) -> None:
    first, second = queries.recommendations(saved)
    assert (first.code, first.priority, first.owner_name, first.due) == ("r2", 1, "Council", date(2023, 9, 30))
    assert (second.code, second.priority, second.owner, second.owner_name, second.due) == ("r1", 2, "", "", None)
    assert (first.findings, second.findings) == (("f02", "f01"), ("f01",))
    assert first.text == parse_prose("Train staff with parents.")


def test_themes_stand_in_order_with_codes_and_findings(saved: Programme) -> None:
    staff, parents = queries.themes(saved)
    assert [code.code for code in parents.codes] == ["asking_for_help", "parental_response"]
    assert (staff.findings, parents.findings) == ((), ("f01",))
    assert [code.parent for code in queries.codes(saved)] == ["", "parents", "parents", ""]


def test_more_findings_take_no_more_statements(saved: Programme) -> None:
    reads = (queries.findings, queries.themes, queries.recommendations, queries.codes, framework.framework)
    before = [statements(lambda read=read: read(saved)) for read in reads]
    more = [FindingEntry(f"g{n}", "T", "Words.", theme="parents") for n in range(20)]
    add_findings(programme=saved, findings=more, by=SYSTEM)
    partial = [TriangulationRow(f"g{n}", "survey", "partial", None, "Why.") for n in range(20)]
    add_triangulation(programme=saved, rows=partial, by=SYSTEM)
    assert [statements(lambda read=read: read(saved)) for read in reads] == before


def test_how_much_was_coded_and_by_how_many_is_told(saved: Programme) -> None:
    told = queries.coding_summary(saved)
    assert (told.approach, told.unit_of_agreement) == ("Framework analysis", "answer")
    assert (told.codes, told.codings, told.coders) == (4, 37, 2)
    assert (told.texts, told.texts_coded, told.texts_coded_twice) == (51, 30, 6)


def test_the_matrix_has_every_theme_by_sector_and_phase(saved: Programme) -> None:
    matrix = framework.framework(saved)
    assert len(matrix.cells) == 2 * (3 + 6)
    cell = matrix.cell("parents", "sector", "education")
    assert cell.summary == "Schools are asked first."
    assert cell.texts == ("reflection/s2/q1/0", "reflection/s1/q1/0")
    shares = {share.phase: share for share in cell.shares}
    assert (shares["reflection"].statistic.numerator, shares["reflection"].unit) == (2, "sessions")


def test_the_matrix_passes_the_gate(saved: Programme) -> None:
    matrix = framework.framework(saved)
    shares = {share.phase: share for share in matrix.cell("parents", "sector", "police").shares}
    assert shares["survey"].statistic.state is State.SUPPRESSED
    assert shares["survey"].statistic.numerator is None


def test_a_phase_without_texts_shows_what_its_triangulation_says(saved: Programme) -> None:
    matrix = framework.framework(saved)
    told = {phase: matrix.cell("parents", "phase", phase) for phase in PhaseCode.values}
    assert (told["local_data"].shares, told["local_data"].convergence) == ((), "silence")
    assert told["reflection"].triangulation == (("f01", "agreement"),)
    assert told["reflection"].shares[0].statistic.numerator == 3
    assert (told["literature"].convergence, told["literature"].summary) == (
        "",
        "Much for parents, little for friends.",
    )
    with pytest.raises(KeyError):
        matrix.cell("parents", "phase", "nowhere")


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (["silence", "agreement"], "agreement"),
        (["agreement", "dissonance", "partial"], "dissonance"),
        (["silence", "partial"], "partial"),
        ([], ""),
    ],
)
def test_dissonance_is_not_lost_among_agreement(told: list[str], word: str) -> None:
    assert framework.summed_up(told) == word


def test_what_the_findings_lack_is_read_from_the_database(saved: Programme) -> None:
    found = checks.lacks(saved)
    assert {lack.finding for lack in found} == {"f01", "f02"}
    assert any("Rapid review" in lack.what for lack in found if lack.finding == "f01")
