"""Themes and the framework matrix."""

from __future__ import annotations

from collections.abc import Iterable

from thinking_together.core.writes import Actor, Written, write
from thinking_together.evidence.newest import newest
from thinking_together.evidence.prose import parse_prose
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.synthesis.domain.names import named
from thinking_together.synthesis.models import Code, FrameworkSummary, SummaryText, Theme, ThemeCode
from thinking_together.synthesis.rows import FrameworkRow, ThemeRow
from thinking_together.synthesis.vocabulary import ColumnKind


@write("themes.added")
def add_themes(*, programme: Programme, themes: Iterable[ThemeRow], by: Actor) -> Written[dict[str, Theme]]:
    """Stores themes with their codes and gives them by short name.

    ``BadProse`` for a summary that cannot be read, ``UnknownName`` for a code the codebook does not have.
    """
    codes = {code.code: code for code in Code.objects.filter(programme=programme)}
    made: dict[str, Theme] = {}
    links = []
    for position, row in enumerate(themes):
        parse_prose(row.summary)
        theme = Theme(programme=programme, code=row.theme, title=row.title, summary=row.summary, position=position)
        made[row.theme] = theme
        links += [(theme, named("code", codes, code)) for code in row.codes]
    Theme.objects.bulk_create(made.values())
    ThemeCode.objects.bulk_create(ThemeCode(theme=t, code=c, position=at) for at, (t, c) in enumerate(links))
    return Written(programme, made, {"themes": len(made)})


@write("framework.added")
def add_framework(*, programme: Programme, cells: Iterable[FrameworkRow], by: Actor) -> Written[int]:
    """Stores the analyst's summaries; the number stored. ``UnknownName`` for what the programme does not have."""
    themes = {theme.code: theme for theme in Theme.objects.filter(programme=programme)}
    columns = {
        ColumnKind.SECTOR.value: {code: code for code in programme.sectors.values_list("code", flat=True)},
        ColumnKind.PHASE.value: {phase: phase for phase in PhaseCode.values},
    }
    rows = list(cells)
    texts = newest(programme, (ref for row in rows for ref in row.texts), "id")
    made = []
    links = []
    for position, row in enumerate(rows):
        named(row.column_kind, columns[row.column_kind], row.column_code)
        summary = FrameworkSummary(
            theme=named("theme", themes, row.theme),
            column_kind=row.column_kind,
            column_code=row.column_code,
            summary=row.summary,
            position=position,
        )
        made.append(summary)
        links += [(summary, named("text", texts, ref)) for ref in row.texts]
    FrameworkSummary.objects.bulk_create(made)
    SummaryText.objects.bulk_create(
        SummaryText(summary=s, text_id=t[0], position=at) for at, (s, t) in enumerate(links)
    )
    return Written(programme, len(made), {"cells": len(made)})
