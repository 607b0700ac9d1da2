"""Waves side by side: one figure of each version whose answers were counted, where its codes are comparable.

Each wave's table passes the gate by itself: its people are its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.reference import Reference
from thinking_together.programmes.models import Programme
from thinking_together.survey.figures.gated import table_of
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.form.waves import changes
from thinking_together.survey.held.queries import waves_of
from thinking_together.survey.models import QuestionnaireVersion
from thinking_together.survey.results.listing import item_of
from thinking_together.survey.results.shown import Line, Shown, shown

WAVE = "Wave"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two waves of a figure, or why they are not compared; ``remarks`` is what reads differently."""

    earlier: QuestionnaireVersion
    later: QuestionnaireVersion
    table: Shown | None
    why: str
    remarks: tuple[str, ...]


def compared(programme: Programme, reference: Reference) -> Compared | None:
    """The last two waves; nothing where there are fewer."""
    *_, earlier, later = (None, None, *waves_of(programme))
    if earlier is None or later is None:
        return None
    broken, remarks = _changes(earlier, later, reference.figure)
    if broken:
        return Compared(earlier, later, None, "; ".join(broken), ())
    before, now = (table_of(programme, reference, version) for version in (earlier, later))
    if not isinstance(before, Table) or not isinstance(now, Table):
        why = next(found.detail for found in (before, now) if isinstance(found, Unresolved))
        return Compared(earlier, later, None, why, remarks)
    return Compared(earlier, later, _beside((earlier.version, before), (later.version, now)), "", remarks)


def _changes(
    earlier: QuestionnaireVersion, later: QuestionnaireVersion, figure: str
) -> tuple[list[str], tuple[str, ...]]:
    """What stands in the way of comparing a figure, and what reads differently."""
    before, now = _read(earlier), _read(later)
    item = item_of(now, figure) or item_of(before, figure)
    if item is None:
        return [], ()
    mine = [change for change in changes(before, now) if change.item == item.code]
    return [c.what for c in mine if c.breaks], tuple(c.what for c in mine if not c.breaks)


def _beside(*told: tuple[str, Table]) -> Shown:
    """The lines of the later wave, each below that of the waves before; answers that are new stand alone.

    They are the same by their codes. Where words changed those of the later wave stand at both.
    """
    waves = [(version, shown(table), _lines(table)) for version, table in told]
    _, last, words = waves[-1]
    lines = [
        replace(by_code[code], labels=(*line.labels, version))
        for code, line in words.items()
        for version, _, by_code in waves
        if code in by_code
    ]
    notes = tuple(dict.fromkeys(note for _, table, _ in waves for note in table.notes))
    return replace(last, heads=(*last.heads, WAVE), lines=tuple(lines), notes=notes)


def _lines(table: Table) -> dict[tuple[str | None, ...], Line]:
    """By the codes of what each is of."""
    codes = (tuple(s.key(d.name) for d in table.dimensions) for s in table.statistics)
    return dict(zip(codes, shown(table).lines, strict=True))


def _read(version: QuestionnaireVersion) -> Questionnaire:
    return from_content(json.loads(version.document))
