"""Figures of the survey for its pages, through the gate, kept while the data stand (ADR 0021, 0029)."""

from __future__ import annotations

import json
from functools import lru_cache, partial

from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import FigureInfo, Reason, Unresolved
from thinking_together.evidence.reference import Reference
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.standing import as_it_stands
from thinking_together.programmes.models import Programme
from thinking_together.survey.asking import SECTOR
from thinking_together.survey.queries import shown_version
from thinking_together.survey.questionnaire import Questionnaire
from thinking_together.survey.reading import from_content
from thinking_together.survey.results.asking import Asking, first, others, reference_of, splits

PHASE = "survey"


def figures(programme: Programme) -> dict[str, FigureInfo]:
    """What the survey offers, by name."""
    return as_it_stands(programme, "results", _offered)


def answer(programme: Programme, reference: Reference) -> Table | Unresolved:
    """A table that may be shown, or why there is none."""
    return as_it_stands(programme, f"results/{reference}", partial(_answered, reference=reference))


def everything(programme: Programme) -> tuple[tuple[str, Table], ...]:
    """Every figure that is shown, by what it is ranked by: of everybody, and by sector."""
    return as_it_stands(programme, "results everything", _everything)


def questionnaire_of(programme: Programme) -> Questionnaire | None:
    """The questionnaire whose answers are shown."""
    version = shown_version(programme)
    return None if version is None else _read(version.document)


def _everything(resolver: Resolver) -> tuple[tuple[str, Table], ...]:
    found = []
    for info in resolver.offered(PHASE):
        fixed = tuple((d.name, first(d)) for d in others(info) if d.required)
        by_sector = [SECTOR] if SECTOR in {d.name for d in splits(info)} else []
        for by in ("", *by_sector):
            reference = reference_of(info, Asking(by, fixed=fixed))
            table = resolver.resolve(reference)
            if isinstance(table, Table):
                found.append((str(reference), table))
    return tuple(found)


def _offered(resolver: Resolver) -> dict[str, FigureInfo]:
    return {info.name: info for info in resolver.offered(PHASE)}


def _answered(resolver: Resolver, *, reference: Reference) -> Table | Unresolved:
    found = resolver.resolve(reference)
    if isinstance(found, Table | Unresolved):
        return found
    return Unresolved(Reason.UNKNOWN, "that is a passage, not a figure")


@lru_cache(maxsize=16)
def _read(document: str) -> Questionnaire:
    return from_content(json.loads(document))
