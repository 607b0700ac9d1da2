"""Who was not represented: sectors of which too few, or nobody, took part, as far as that may be shown."""

from __future__ import annotations

from thinking_together.analysis.tables import State, Table
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.document import (
    Block,
    Cell,
    ParagraphView,
    ResolvedStatement,
    Shown,
    TableView,
    Words,
)
from thinking_together.report.domain.ledger import SHOWN, Ledger

ASKED = (
    ("survey/participation?sector=*", "Survey", "nobody answered", "too few answered to be shown"),
    ("reflection/attendance?sector=*", "Reflective sessions", "no place taken", "too few to be shown"),
    ("network/members?sector=*", "Learning network", "nobody joined", "too few to be shown"),
)


def not_represented(ledger: Ledger, programme: Programme) -> tuple[Block, ...]:
    """A table of the sectors that are missing somewhere, computed from who took part."""
    asked = []
    cited: dict[str, int] = {}
    for reference, heading, none, few in ASKED:
        answer = ledger.resolver.resolve(reference)
        if isinstance(answer, Table):
            cited[reference] = ledger.cite(reference, "not-represented")
            asked.append((heading, answer, none, few, cited[reference]))
    if not asked:
        return ()
    rows = []
    for sector in programme.sectors.all():
        words = [_words(table, sector.code, none, few) for _, table, none, few, _ in asked]
        if any(words):
            rows.append((Cell(sector.name), *(Cell(word or "took part") for word in words)))
    if not rows:
        return (_everybody(tuple(reference for reference, *_ in ASKED if reference in cited), tuple(cited.values())),)
    marked = [
        tuple(Cell(cell.text, evidence=asked[n - 1][4] if at == 0 and n else 0) for n, cell in enumerate(row))
        for at, row in enumerate(rows)
    ]
    return (
        TableView(
            "not-represented",
            "Sectors that were not or hardly represented",
            ("Sector", *(heading for heading, *_ in asked)),
            tuple(marked),
            note="Where too few took part, answers count in the total but the sector's own are not shown.",
            invented=programme.invented,
        ),
    )


def _everybody(references: tuple[str, ...], marks: tuple[int, ...]) -> ParagraphView:
    parts = (Shown("Every sector", references, SHOWN), Words(" took part in numbers that can be shown."))
    return ParagraphView((ResolvedStatement("not-represented", parts, (), marks),))


def _words(table: Table, sector: str, none: str, few: str) -> str:
    for s in table.statistics:
        if s.key("sector") != sector:
            continue
        if s.state is State.SUPPRESSED:
            return few
        if s.state is State.SHOWN and not (s.numerator if s.numerator is not None else s.value):
            return none
        return ""
    return none
