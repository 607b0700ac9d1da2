"""From a reference to its answer: a gated table, an excerpt, or a named reason why there is none."""

from __future__ import annotations

from thinking_together.analysis.tables import Keys, State, Table
from thinking_together.evidence import figures, gate
from thinking_together.evidence.excerpts import EXCERPT, Excerpt, resolve_excerpt
from thinking_together.evidence.figures import FigureInfo, FigureReader, Reason, Unresolved
from thinking_together.evidence.reference import BadReference, Reference, parse
from thinking_together.evidence.selection import select
from thinking_together.programmes.models import Programme

Resolution = Table | Excerpt | Unresolved


class Resolver:
    """Answers references of one programme; each phase's data is read once, each answer kept."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._above: dict[str, frozenset[tuple[Keys, Keys]]] = {}
        self._answers: dict[str, Resolution] = {}
        self._infos: dict[str, dict[str, tuple[FigureInfo, FigureReader]]] = {}

    def resolve(self, reference: Reference | str) -> Resolution:
        """A ``Table`` (one cell when nothing is starred), an ``Excerpt``, or ``Unresolved``."""
        if isinstance(reference, str):
            try:
                reference = parse(reference)
            except BadReference as error:
                return Unresolved(Reason.UNKNOWN, str(error))
        key = str(reference)
        if key not in self._answers:
            self._answers[key] = self._resolve(reference)
        return self._answers[key]

    def info(self, reference: Reference) -> FigureInfo | None:
        """The catalogue entry a reference names."""
        found = self._catalogue(reference.phase).get(reference.figure)
        return found[0] if found else None

    def catalogue(self) -> list[FigureInfo]:
        """Every figure of every phase."""
        return [info for phase in figures.phases() for info, _ in self._catalogue(phase).values()]

    def _resolve(self, reference: Reference) -> Resolution:
        if reference.figure == EXCERPT:
            return resolve_excerpt(self.programme, reference)
        found = self._catalogue(reference.phase).get(reference.figure)
        if found is None:
            return Unresolved(Reason.UNKNOWN, f"no figure is called {reference.phase}/{reference.figure}")
        info, reader = found
        selection = select(info, reference)
        if isinstance(selection, Unresolved):
            return selection
        raw = reader.raw(selection)
        if isinstance(raw, Unresolved):
            return raw
        table = gate.release(raw)
        self._above[str(reference)] = gate.hidden_above(raw, table)
        return told(table)

    def hidden_above(self, reference: Reference) -> frozenset[tuple[Keys, Keys]]:
        """(shown, suppressed) cells of an answer where the suppressed value is not below the shown one."""
        self.resolve(reference)
        return self._above.get(str(reference), frozenset())

    def _catalogue(self, phase: str) -> dict[str, tuple[FigureInfo, FigureReader]]:
        if phase not in self._infos:
            readers = [opener(self.programme) for opener in figures.openers(phase)]
            # Reversed, so that of two figures with one name the first counts.
            self._infos[phase] = {info.name: (info, r) for r in reversed(readers) for info in r.figures()}
        return self._infos[phase]


def told(table: Table) -> Table | Unresolved:
    """A gated table; one in which no cell is shown is told by its reason instead."""
    if table.shown():
        return table
    states = {s.state for s in table.statistics}
    if State.SUPPRESSED in states:
        return Unresolved(Reason.SUPPRESSED, "the numbers are too small to be shown")
    if State.NOT_ASKED in states:
        return Unresolved(Reason.NOT_ASKED, "this was not asked")
    return Unresolved(Reason.NO_DATA, "there are no data for this")
