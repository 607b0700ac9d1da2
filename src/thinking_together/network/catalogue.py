"""The catalogue of the network's figures."""

from __future__ import annotations

from thinking_together.analysis.disclosure import OPEN, SURVEY
from thinking_together.analysis.tables import Kind, Source
from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.network.queries import EVENT_KINDS, Network

PHASE = "network"


def _spelled(code: str) -> str:
    """For an interest that is no longer in the programme's list."""
    return code.replace("_", " ").capitalize()


def infos(data: Network, source: Source) -> list[FigureInfo]:
    """Every figure that the programme's data can answer."""
    sector = FigureDimension("sector", "Sector", data.sectors, pools=True)
    counted = FigureDimension("sector", "Sector", tuple(s for s in data.sectors if s[0] in data.counted()), pools=True)
    interest = FigureDimension(
        "interest",
        "Interest",
        tuple((code, data.interest_names.get(code) or _spelled(code)) for code in data.interest_codes()),
        required=True,
    )
    event = FigureDimension("event", "Event", tuple((e.code, e.title) for e in data.events))
    kind = FigureDimension("kind", "Kind", tuple((k.value, str(k.label)) for k in EVENT_KINDS))

    def info(
        name: str, title: str, of: Kind, unit: str, rank: str, policy: str, *dimensions: FigureDimension
    ) -> FigureInfo:
        return FigureInfo(PHASE, name, title, of, unit, dimensions, policy, source, rank)

    survey = SURVEY.name
    found = []
    if data.members:
        found = [
            info("members", "Members of the learning network", Kind.COUNT, "members", "sector", survey, sector),
            info(
                "reach",
                "Members of the learning network as a share of the workforce",
                Kind.PROPORTION,
                "people",
                "sector",
                survey,
                counted,
            ),
            info(
                "interests",
                "Interests of members of the learning network",
                Kind.PROPORTION,
                "members",
                "interest",
                survey,
                interest,
                sector,
            ),
        ]
    if data.evaluations:
        item = FigureDimension("item", "Statement", data.statements(), required=True)
        asked = tuple((e.code, e.title) for e in data.events if e.code in data.evaluations)
        found.append(
            info(
                "evaluation",
                "What people who came to an event said of it, 1 (disagree strongly) to 5 (agree strongly)",
                Kind.MEAN,
                "forms",
                "item",
                survey,
                item,
                FigureDimension("event", "Event", asked, required=True),
            )
        )
    if data.events:
        found += [
            info("events", "Events of the learning network", Kind.COUNT, "events", "kind", OPEN.name, kind),
            info(
                "attendance",
                "Places attended at events of the learning network",
                Kind.COUNT,
                "places",
                "event",
                OPEN.name,
                event,
                sector,
            ),
        ]
    return found
