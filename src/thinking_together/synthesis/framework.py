"""The framework matrix: what each theme looks like in each sector and in each phase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.gate import release
from thinking_together.evidence.reference import parse
from thinking_together.evidence.selection import select
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.synthesis import models, seen
from thinking_together.synthesis.catalogue import THEMES
from thinking_together.synthesis.evidence import CodedFigures
from thinking_together.synthesis.vocabulary import ColumnKind, Convergence

_PRECEDENCE = (Convergence.DISSONANCE, Convergence.AGREEMENT, Convergence.PARTIAL, Convergence.SILENCE)
_Summary = tuple[str, tuple[str, ...]]


def framework(programme: Programme) -> seen.FrameworkMatrix:
    """Theme by sector and theme by phase: shares after the gate, the analyst's summaries, triangulation."""
    themes = tuple(models.Theme.objects.filter(programme=programme).values_list("code", "title"))
    sectors = tuple(programme.sectors.values_list("code", "name"))
    phases = tuple((phase.value, str(phase.label)) for phase in PhaseCode)
    summaries = _summaries(programme)
    told = _triangulation(programme)
    together, by_sector = _tables(programme)
    cells = [_sector_cell(theme, sector, summaries, by_sector) for theme, _ in themes for sector in sectors]
    cells += [_phase_cell(theme, phase, summaries, together, told) for theme, _ in themes for phase in phases]
    return seen.FrameworkMatrix(themes, sectors, phases, tuple(cells))


def _tables(programme: Programme) -> tuple[dict[str, Table], dict[str, Table]]:
    """Each phase's table of themes, over all and by sector, for phases with texts."""
    together: dict[str, Table] = {}
    by_sector: dict[str, Table] = {}
    for phase in PhaseCode.values:
        reader = CodedFigures(programme, phase)
        for tables, question in ((together, "theme=*"), (by_sector, "sector=*&theme=*")):
            table = _table(reader, f"{phase}/{THEMES}?{question}")
            if table is not None:
                tables[phase] = table
    return together, by_sector


def _table(reader: CodedFigures, question: str) -> Table | None:
    info = next((info for info in reader.figures() if info.name == THEMES), None)
    if info is None:
        return None
    selection = select(info, parse(question))
    if isinstance(selection, Unresolved):
        return None
    raw = reader.raw(selection)
    return None if isinstance(raw, Unresolved) else release(raw)


def _summaries(programme: Programme) -> dict[tuple[str, str, str], _Summary]:
    found = models.FrameworkSummary.objects.filter(theme__programme=programme).select_related("theme")
    return {
        (cell.theme.code, cell.column_kind, cell.column_code): (
            cell.summary,
            tuple(link.text.ref for link in cell.text_links.all()),
        )
        for cell in found.prefetch_related("text_links__text")
    }


def _triangulation(programme: Programme) -> Mapping[tuple[str, str], Sequence[tuple[str, str]]]:
    told: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    rows = models.Triangulation.objects.filter(finding__programme=programme, finding__theme__isnull=False)
    rows = rows.order_by("finding__position", "finding__code")
    for theme, phase, finding, convergence in rows.values_list(
        "finding__theme__code", "phase", "finding__code", "convergence"
    ):
        told[theme, phase].append((finding, convergence))
    return told


def _sector_cell(
    theme: str, sector: tuple[str, str], summaries: Mapping[tuple[str, str, str], _Summary], tables: Mapping[str, Table]
) -> seen.FrameworkCell:
    code, label = sector
    kind = ColumnKind.SECTOR.value
    summary, texts = summaries.get((theme, kind, code), ("", ()))
    return seen.FrameworkCell(theme, kind, code, label, summary, texts, _shares(tables, theme, code))


def _phase_cell(
    theme: str,
    phase: tuple[str, str],
    summaries: Mapping[tuple[str, str, str], _Summary],
    tables: Mapping[str, Table],
    told: Mapping[tuple[str, str], Sequence[tuple[str, str]]],
) -> seen.FrameworkCell:
    code, label = phase
    kind = ColumnKind.PHASE.value
    summary, texts = summaries.get((theme, kind, code), ("", ()))
    own = {code: tables[code]} if code in tables else {}
    said = tuple(told.get((theme, code), ()))
    return seen.FrameworkCell(
        theme, kind, code, label, summary, texts, _shares(own, theme, None), summed_up(c for _, c in said), said
    )


def summed_up(convergences: Iterable[str]) -> str:
    """One word for several findings: dissonance first, since it must not be lost among agreement."""
    have = set(convergences)
    return next((str(c.value) for c in _PRECEDENCE if c.value in have), "")


def _shares(tables: Mapping[str, Table], theme: str, sector: str | None) -> tuple[seen.Share, ...]:
    return tuple(
        seen.Share(phase, table.unit, statistic)
        for phase, table in tables.items()
        for statistic in table.statistics
        if statistic.key("theme") == theme and statistic.key("sector") == sector
    )
