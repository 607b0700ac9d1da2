"""Scope and methodology: each phase with its dates, what was done, and who took part."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.analysis.tables import Table, day
from thinking_together.evidence.formats import number
from thinking_together.programmes.models import Phase, Programme
from thinking_together.report.domain.document import Block, Cell, SectionView, TableView
from thinking_together.report.domain.flow import context, picture, sentences
from thinking_together.report.domain.ledger import Ledger
from thinking_together.report.domain.naming import phase_name
from thinking_together.report.domain.tables import NOT_SHOWN, table_view


@dataclass(frozen=True, slots=True)
class Telling:
    """What the report says about a phase by itself, all of it by reference; what has no answer is left out."""

    sentences: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str, str], ...] = ()  # reference, kind, caption
    tables: tuple[tuple[str, str], ...] = ()  # reference, caption


TELLINGS = {
    "network": Telling(
        (
            "{{ network/members | count }} people joined the learning network.",
            "They were {{ network/reach | percent:1 }} of the workforce.",
        ),
        tables=(("network/attendance?event=*", "People at each event of the network"),),
    ),
    "survey": Telling(
        (
            "{{ survey/participation | count }} people answered, {{ survey/participation | percent }} of the headcount "
            "of the sectors asked.",
        ),
        (("survey/participation?sector=*", "participation", "Participation against headcount, by sector."),),
    ),
    "reflection": Telling(
        (
            "{{ reflection/sessions | count }} sessions were held.",
            "{{ reflection/groups_in_size | n_of_total }} had a group of the size that was planned.",
        ),
        tables=(
            ("reflection/size?session=*", "People at each reflective session"),
            ("reflection/cancellations?reason=*", "Why places were cancelled"),
        ),
    ),
    "literature": Telling(
        (
            "{{ literature/flow?stage=identified | count }} records were found and "
            "{{ literature/flow?stage=included | count }} were kept.",
        ),
        (
            ("literature/flow?stage=*", "flow", "How the records of the review were found, screened and kept."),
            (
                "literature/map?audience=*&topic=*",
                "heat",
                "Where there are resources, and where there are gaps, by audience and topic.",
            ),
        ),
    ),
    "baseline": Telling(
        (
            "The group met {{ baseline/meetings | count }} times, {{ baseline/meetings_online | count }} of them "
            "online.",
            "It rated {{ baseline/recommendations | count }} recommendations of the guideline.",
        ),
        (
            (
                "baseline/ratings?rating=*&section=*",
                "stacked",
                "What the group agreed about local practice, by section of the guideline.",
            ),
        ),
    ),
}
TOOK_PART = (
    ("network/members?sector=*", "Joined the network"),
    ("survey/participation?sector=*", "Answered the survey"),
    ("reflection/attendance?sector=*", "Came to a session"),
)


def phase_sections(ledger: Ledger, programme: Programme) -> tuple[SectionView, ...]:
    """A section a phase, in the order of the programme."""
    return tuple(_phase(ledger, phase) for phase in programme.phases.all())


def _phase(ledger: Ledger, phase: Phase) -> SectionView:
    name = f"phase-{phase.code}"
    blocks: list[Block] = [context(f"{name}.dates", f"From {day(phase.starts)} to {day(phase.ends)}.")]
    if phase.summary:
        blocks.append(context(f"{name}.summary", phase.summary))
    telling = TELLINGS.get(phase.code, Telling())
    blocks += sentences(ledger, name, telling.sentences)
    for n, (reference, kind, caption) in enumerate(telling.pictures, start=1):
        blocks += picture(ledger, f"{name}.p{n}", reference, kind, caption)
    for n, (reference, caption) in enumerate(telling.tables, start=1):
        blocks += referenced_table(ledger, f"{name}.t{n}", reference, caption)
    return SectionView(name, phase_name(phase.code), tuple(blocks))


def referenced_table(ledger: Ledger, name: str, reference: str, caption: str) -> tuple[Block, ...]:
    """A table of the report's own, cited; nothing where the reference has no table."""
    answer = ledger.resolver.resolve(reference)
    if not isinstance(answer, Table):
        return ()
    return (table_view(answer, name, caption=caption, evidence=ledger.cite(reference, name)),)


def who_took_part(ledger: Ledger, programme: Programme) -> tuple[TableView, ...]:
    """Every sector with how many of it took part in each way; every number is a cell of a cited table."""
    sectors = list(programme.sectors.all())
    columns: list[tuple[str, Table, int]] = []
    for reference, heading in TOOK_PART:
        answer = ledger.resolver.resolve(reference)
        if isinstance(answer, Table):
            columns.append((heading, answer, ledger.cite(reference, "who-took-part")))
    if not columns or not sectors:
        return ()
    rows = []
    for sector in sectors:
        cells = [Cell(sector_words(table, sector.code), numeric=True) for _, table, _ in columns]
        rows.append((Cell(sector.name), *cells))
    return (
        TableView(
            "who-took-part",
            "Who took part, by sector",
            ("Sector", *(heading for heading, _, _ in columns)),
            tuple(rows),
            note="“Too few to show” stands where a number is so small that it could point at a person.",
            invented=programme.invented,
            evidence=tuple(mark for *_, mark in columns),
        ),
    )


def sector_words(table: Table, sector: str) -> str:
    """A sector's number in a table of sectors, in words where there is none."""
    for s in table.statistics:
        if s.key("sector") == sector:
            shown = s.numerator if s.numerator is not None else s.value
            return NOT_SHOWN.get(s.state) or (number(shown) if shown is not None else "no data")
    return "–"
