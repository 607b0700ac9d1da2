"""The figures of the sessions, with their keys."""

from __future__ import annotations

from thinking_together.analysis.tables import Kind, Source
from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.reflection.facts import NOTICE

Values = tuple[tuple[str, str], ...]


def entries(
    source: Source, sessions: Values, sectors: Values, reasons: Values, items: Values, size: str
) -> list[FigureInfo]:
    """The catalogue for these (code, label) values; ``size`` in words is what sessions were meant to have."""
    session = FigureDimension("session", "Session", sessions)
    sector = FigureDimension("sector", "Sector", sectors, pools=True)
    reason = FigureDimension("reason", "Reason", reasons, pools=True)
    notice = FigureDimension("notice", "Notice given", NOTICE, pools=True)
    item = FigureDimension("item", "Item", items, required=True)

    def entry(
        name: str,
        title: str,
        unit: str,
        *dimensions: FigureDimension,
        kind: Kind = Kind.COUNT,
        policy: str = "open",
    ) -> FigureInfo:
        rank = dimensions[0].name if dimensions else ""
        return FigureInfo("reflection", name, title, kind, unit, dimensions, policy, source, rank)

    found = [
        entry("sessions", "Reflective sessions", "sessions"),
        entry("size", "People in each session", "places", session),
        entry("sectors", "Sectors in each session", "sectors", session),
        entry("attendance", "Places taken in the sessions, by sector", "places", sector, policy="survey"),
        entry("groups_in_size", f"Sessions of {size}", "sessions", kind=Kind.PROPORTION),
    ]
    if reasons:
        title = "Cancelled places, by reason and notice"
        found.append(entry("cancellations", title, "cancellations", reason, notice, kind=Kind.PROPORTION))
    if items:
        title = "Feedback on the sessions, 1 (not at all) to 5 (very much)"
        found.append(entry("feedback", title, "forms", item, kind=Kind.MEAN, policy="survey"))
    return found
