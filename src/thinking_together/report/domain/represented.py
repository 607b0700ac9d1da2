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
from thinking_together.report.domain.tables import NOT_SHOWN

FEW = "too few to be shown"
ASKED = (
    ("survey/participation?sector=*", "Survey", "nobody answered"),
    ("reflection/attendance?sector=*", "Reflective sessions", "no place taken"),
    ("network/members?sector=*", "Learning network", "nobody joined"),
)
NOTE = (
    "“Too few to be shown” stands for a small number, and for nobody where even that may not be told. "
    "Those answers count in totals."
)


def not_represented(ledger: Ledger, programme: Programme) -> tuple[Block, ...]:
    """A table of the sectors that are missing somewhere, computed from who took part."""
    asked: list[tuple[str, Table, str]] = []
    cited: dict[str, int] = {}
    for reference, heading, none in ASKED:
        answer = ledger.resolver.resolve(reference)
        if isinstance(answer, Table):
            cited[reference] = ledger.cite(reference, "not-represented")
            asked.append((heading, answer, none))
    if not asked:
        return ()
    rows = []
    for sector in programme.sectors.all():
        words = [_words(table, sector.code, none) for _, table, none in asked]
        if any(words):
            rows.append((Cell(sector.name), *(Cell(word or "took part") for word in words)))
    if not rows:
        return (_everybody(tuple(cited), tuple(cited.values())),)
    return (
        TableView(
            "not-represented",
            "Sectors that were not or hardly represented",
            ("Sector", *(heading for heading, *_ in asked)),
            tuple(rows),
            note=NOTE,
            invented=programme.invented,
            evidence=tuple(cited.values()),
        ),
    )


def _everybody(references: tuple[str, ...], marks: tuple[int, ...]) -> ParagraphView:
    parts = (Shown("Every sector", references, SHOWN), Words(" took part in numbers that can be shown."))
    return ParagraphView((ResolvedStatement("not-represented", parts, (), marks),))


def _words(table: Table, sector: str, none: str) -> str:
    """Why a sector is missing, as far as it may be told; nothing where it took part."""
    for s in table.statistics:
        if s.key("sector") != sector:
            continue
        if s.state is State.SHOWN:
            return "" if (s.numerator if s.numerator is not None else s.value) else none
        return FEW if s.state is State.SUPPRESSED else NOT_SHOWN[s.state]
    return NOT_SHOWN[State.NOT_ASKED]
