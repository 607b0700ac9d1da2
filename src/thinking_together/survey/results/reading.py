"""What pages of results ask: single figures, all of them, and the questionnaire that they are of."""

from __future__ import annotations

import json
from functools import lru_cache

from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import FigureInfo, Unresolved
from thinking_together.evidence.reference import Reference
from thinking_together.programmes.models import Programme
from thinking_together.survey.figures.asking import SECTOR
from thinking_together.survey.figures.gated import offered, table_of
from thinking_together.survey.figures.questions import reference_of, usual
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.queries import shown_version


def figures(programme: Programme) -> dict[str, FigureInfo]:
    """What the survey offers, by name."""
    return offered(programme)


def answer(programme: Programme, reference: Reference) -> Table | Unresolved:
    """A table that may be shown, or why there is none."""
    return table_of(programme, reference)


def everything(programme: Programme) -> tuple[tuple[str, Table], ...]:
    """Every figure that is shown, by what it is ranked by: of everybody, and by sector."""
    found = []
    for info in offered(programme).values():
        for asking in usual(info):
            reference = reference_of(info, asking)
            table = table_of(programme, reference) if asking.by in ("", SECTOR) else None
            if isinstance(table, Table):
                found.append((str(reference), table))
    return tuple(found)


def questionnaire_of(programme: Programme) -> Questionnaire | None:
    """The questionnaire whose answers are shown."""
    version = shown_version(programme)
    return None if version is None else _read(version.document)


@lru_cache(maxsize=16)
def _read(document: str) -> Questionnaire:
    return from_content(json.loads(document))
