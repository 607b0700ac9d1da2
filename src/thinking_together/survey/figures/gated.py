"""The survey's own figures through the gate, from columns that are read once and stay open while they stand.

They change with a write, which leaves an event, and with nothing else: what respondents send is counted by a release,
and that is a write. Codes found in texts, which other rooms offer as figures of the survey, are not read for a page of
results: that takes many times as long.
"""

from __future__ import annotations

from django.db.models import Count, Max

from thinking_together.analysis.tables import Table
from thinking_together.core.audit import AuditEvent
from thinking_together.evidence import figures, gate
from thinking_together.evidence.figures import FigureInfo, FigureReader, Reason, Unresolved
from thinking_together.evidence.reference import Reference
from thinking_together.evidence.resolve import told
from thinking_together.evidence.selection import select
from thinking_together.evidence.standing import as_it_stands, held_open
from thinking_together.programmes.models import Programme
from thinking_together.survey.evidence import SurveyFigures
from thinking_together.survey.models import QuestionnaireVersion

PHASE = "survey"


def offered(programme: Programme) -> dict[str, FigureInfo]:
    """The catalogue of the version that is shown, by name."""
    return _catalogue(_reader(programme, None, _state(programme)))


def table_of(
    programme: Programme, reference: Reference, version: QuestionnaireVersion | None = None
) -> Table | Unresolved:
    """A table in which something is shown, or why there is none; of the version that is shown or of an earlier one."""
    state = _state(programme)
    name = f"results/{version.pk if version else ''}/{reference}"
    return as_it_stands(programme, name, lambda _: asked(_reader(programme, version, state), reference), state=state)


def asked(reader: FigureReader, reference: Reference) -> Table | Unresolved:
    info = _catalogue(reader).get(reference.figure)
    if info is None:
        return Unresolved(Reason.UNKNOWN, f"no figure of it is called '{reference.figure}'")
    selection = select(info, reference)
    if isinstance(selection, Unresolved):
        return selection
    raw = reader.raw(selection)
    return raw if isinstance(raw, Unresolved) else told(gate.release(raw))


def _catalogue(reader: FigureReader) -> dict[str, FigureInfo]:
    return {info.name: info for info in reader.figures()}


def _reader(programme: Programme, version: QuestionnaireVersion | None, state: str) -> FigureReader:
    if version is not None:
        return held_open(programme, f"survey/{version.pk}", state, lambda: SurveyFigures(programme, version))
    return held_open(programme, PHASE, state, lambda: figures.openers(PHASE)[0](programme))


def _state(programme: Programme) -> str:
    """Read before the columns, so that they are newer than their state and never older."""
    found = AuditEvent.objects.filter(programme_slug=programme.slug).aggregate(many=Count("id"), last=Max("id"))
    return f"counted {found['many']} {found['last']}"
