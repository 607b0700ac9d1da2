"""The example's report stands up to the strict check, and its evidence shows what its sentences claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from thinking_together.analysis.tables import Kind, Table
from thinking_together.evidence.prose import parse_prose
from thinking_together.evidence.resolve import Resolver
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.document import EvidenceView
from thinking_together.report.domain.ledger import Ledger
from thinking_together.report.strict import check

JOB = "survey/training_received?option=on_the_job&sector=-health"
COUNTED_IN_FULL = ("network", "reflection", "literature", "baseline")


def evidence_of(resolver: Resolver, sentence: str) -> EvidenceView:
    ledger = Ledger(resolver)
    (statement,) = parse_prose(sentence).statements()
    ledger.statement("s1", statement)
    (view,) = ledger.evidence(pictures=False)
    return view


def test_the_report_may_be_published_strictly(fernshire: Resolver, db: None) -> None:
    document = assemble(fernshire.programme, resolver=fernshire, evidence_pictures=False).document
    assert [str(refusal) for refusal in check(document, fernshire.programme, fernshire)] == []


def test_most_often_coupled_with_shows_what_else_it_is_coupled_with(fernshire: Resolver, db: None) -> None:
    pair = f"{JOB}&with=mental_health_first_aid"
    view = evidence_of(fernshire, f"It goes {{{{ {pair} | is: first with | most often }}}} with first aid.")
    assert view.wider is not None
    assert [d.name for d in view.wider.dimensions] == ["with"]
    assert len(view.wider.statistics) > 5
    plain = evidence_of(fernshire, f"It was named by {{{{ {JOB} | percent }}}}.")
    assert plain.wider is not None and [d.name for d in plain.wider.dimensions] == ["option"]


@pytest.mark.parametrize("phase", COUNTED_IN_FULL)
def test_what_was_counted_in_full_has_no_interval(phase: str, fernshire: Resolver, db: None) -> None:
    """Agreement is apart: what was coded or rated twice is a sample, with the interval that its method names."""
    shares = []
    for info in fernshire.catalogue():
        counted = info.kind is Kind.PROPORTION and "bootstrap" not in info.method
        if info.phase == phase and counted and not any(d.required for d in info.dimensions):
            answer = fernshire.resolve(f"{phase}/{info.name}")
            shares += [answer] if isinstance(answer, Table) and answer.kind is Kind.PROPORTION else []
    assert shares
    assert all(table.full_count and s.lower is s.upper is None for table in shares for s in table.shown())
    assert not any("Wilson" in table.method for table in shares)


def test_participation_is_a_full_count_and_answers_are_not(fernshire: Resolver, db: None) -> None:
    everybody, some = fernshire.resolve("survey/participation"), fernshire.resolve(JOB)
    assert isinstance(everybody, Table) and everybody.full_count and everybody.one().lower is None
    assert isinstance(some, Table) and not some.full_count and some.one().lower is not None


def test_no_finding_rests_a_claim_on_something_having_been_raised(repository: Path) -> None:
    """``raised`` says so in its words; nothing else passes for evidence by being above nought."""
    for path in (repository / "examples/fernshire/synthesis/findings").glob("*.md"):
        assert "at_least 0.0" not in path.read_text(encoding="utf-8"), path.name
