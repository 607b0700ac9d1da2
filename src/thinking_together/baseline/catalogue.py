"""The figures of the baseline, with their keys."""

from __future__ import annotations

from thinking_together.analysis.tables import Kind, Source
from thinking_together.baseline.facts import Facts
from thinking_together.baseline.models import RatingChoice
from thinking_together.content.ng225 import shipped_ng225
from thinking_together.evidence.figures import FigureDimension, FigureInfo

RELEVANT = ("met", "partly", "not_met")
RATINGS = tuple(RatingChoice.choices)
WITH_OPEN = (*RATINGS, ("not_answered", "Not agreed yet"))


class Catalogue:
    """Builds the entries for one assessment. ``agencies`` are (code, name) of those that rated."""

    def __init__(self, facts: Facts, agencies: tuple[tuple[str, str], ...], source: Source) -> None:
        self.facts = facts
        self.agencies = agencies
        self.source = source

    def entries(self) -> list[FigureInfo]:
        section = FigureDimension("section", "Section of the guideline", self._sections(), pools=True)
        rating = FigureDimension("rating", "Agreed rating", WITH_OPEN, pools=True)
        share = FigureDimension("rating", "Rating", self._relevant(), pools=True, default="met")
        numbers = FigureDimension("number", "Recommendation", tuple(self.facts.labels.items()), required=True)
        agreed = FigureDimension("rating", "Agreed rating", RATINGS)
        return [
            *(self._section(number, label, share) for number, label in self._sections()),
            self._entry(
                "sections", "Share of recommendations met, by section", (section, share), Kind.PROPORTION, "section"
            ),
            self._entry("ratings", "Recommendations by section and agreed rating", (section, rating), rank="rating"),
            self._entry("disagreements", "Recommendations that agencies saw differently", (section,)),
            self._entry("recommendations", "Recommendations with an agreed rating", (section,)),
            self._entry("rec", "Agreed rating of a recommendation", (numbers, agreed), rank="rating"),
            self._entry("agencies", "Agencies that rated the recommendations", (), unit="agencies"),
        ]

    def _section(self, number: str, label: str, share: FigureDimension) -> FigureInfo:
        agency = FigureDimension("agency", "Agency", self.agencies)
        title = f"{label}: recommendations by how far they are met"
        return self._entry(number, title, (share, agency), Kind.PROPORTION, "rating")

    def _sections(self) -> tuple[tuple[str, str], ...]:
        labels = {section.number: section.label for section in shipped_ng225().sections}
        return tuple((number, labels[number]) for number in self.facts.sections)

    def _relevant(self) -> tuple[tuple[str, str], ...]:
        return tuple((code, label) for code, label in RATINGS if code in RELEVANT)

    def _entry(
        self,
        name: str,
        title: str,
        dimensions: tuple[FigureDimension, ...],
        kind: Kind = Kind.COUNT,
        rank: str = "section",
        unit: str = "recommendations",
    ) -> FigureInfo:
        ranked = rank if any(d.name == rank for d in dimensions) else ""
        return FigureInfo("baseline", name, title, kind, unit, dimensions, "open", self.source, ranked)


def meeting_entries(source: Source) -> list[FigureInfo]:
    """Figures about the group's meetings."""
    title = "Meetings of the baseline group"
    return [
        FigureInfo("baseline", "meetings", title, Kind.COUNT, "meetings", (), "open", source),
        FigureInfo(
            "baseline", "meetings_online", f"{title} held online", Kind.PROPORTION, "meetings", (), "open", source
        ),
    ]
