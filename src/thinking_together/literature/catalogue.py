"""The figures of the review, with their keys."""

from __future__ import annotations

from dataclasses import replace

from thinking_together.analysis.tables import Kind, Source
from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.literature.agreement import METHOD, NAMES, stages_twice
from thinking_together.literature.facts import Facts
from thinking_together.literature.models import CRITERIA, Judgement, Locality
from thinking_together.literature.review import Review

# The boxes of PRISMA 2020 in the order in which records pass through them; names are those of ``analysis.flow``.
STAGES = (
    ("identified", "Records identified"),
    ("duplicates_removed", "Duplicates removed"),
    ("not_yet_screened", "Not yet screened"),
    ("screened", "Records screened"),
    ("excluded", "Excluded at screening"),
    ("undecided", "Screened, not yet decided"),
    ("sought", "Full texts sought"),
    ("not_retrieved", "Full texts not retrieved"),
    ("not_yet_assessed", "Full texts not yet assessed"),
    ("assessed", "Full texts assessed"),
    ("excluded_full_text", "Excluded after full text"),
    ("unsettled", "Full texts not yet decided"),
    ("included", "Records included"),
)
SATURATION = (
    ("gap", "Gap"),
    ("between", "Some"),
    ("over_saturated", "Over-saturated"),
)
_LABELS = {"authority": "Authority", "accuracy": "Accuracy", "coverage": "Coverage", "objectivity": "Objectivity"}
CRITERION_LABELS = tuple((name, _LABELS.get(name, name.capitalize())) for name in CRITERIA)
SHARES = {
    "audience": "Included records by audience",
    "topic": "Included records by topic",
    "format": "Included records by format",
    "locality": "Included records by how far they reach",
}


class Catalogue:
    """Builds the entries for one review."""

    def __init__(self, review: Review, facts: Facts, source: Source) -> None:
        self.review = review
        self.facts = facts
        self.source = source

    def entries(self) -> list[FigureInfo]:
        reasons = tuple((tally.name, tally.name) for tally in self.facts.flow.excluded_with_reasons)
        audience, topic = self._term("audience", "Audience"), self._term("topic", "Topic")
        criterion = FigureDimension("criterion", "Criterion", CRITERION_LABELS, required=True)
        judgement = FigureDimension("judgement", "Judgement", tuple(Judgement.choices), pools=True)
        return [
            self._entry(
                "flow",
                "Records at each stage of the review",
                Kind.COUNT,
                (FigureDimension("stage", "Stage", STAGES, required=True),),
            ),
            self._entry(
                "excluded",
                "Full texts excluded, by reason",
                Kind.COUNT,
                (FigureDimension("reason", "Reason", reasons, pools=True),),
                unit="full texts",
            ),
            self._entry("map", "Included records by audience and topic", Kind.COUNT, (audience, topic)),
            self._entry(
                "saturation",
                "Cells of the evidence map with no records or very many",
                Kind.COUNT,
                (audience, FigureDimension("state", "State", SATURATION)),
                unit="cells of the map",
            ),
            *(self._share(name, title) for name, title in SHARES.items()),
            self._entry("endorsed", "Included records that a local service recommends", Kind.PROPORTION, ()),
            self._entry(
                "appraisal", "Quality of the included records (AACODS)", Kind.PROPORTION, (criterion, judgement)
            ),
            *self._agreement(),
        ]

    def _agreement(self) -> list[FigureInfo]:
        """Only where records were decided twice: one reviewer's work publishes without it."""
        stages = tuple((stage, NAMES[stage].capitalize()) for stage in stages_twice(self.review))
        if not stages:
            return []
        dimension = FigureDimension("stage", "Stage", stages, required=True)
        title, unit = "Agreement of reviewers who screened the same record", "pairs of decisions"
        entry = self._entry("agreement", title, Kind.PROPORTION, (dimension,), unit=unit)
        return [replace(entry, method=METHOD)]

    def _share(self, name: str, title: str) -> FigureInfo:
        if name == "locality":
            dimension = FigureDimension(name, "Reach", tuple(Locality.choices), pools=True)
        else:
            dimension = self._term(name, name.capitalize())
        return self._entry(name, title, Kind.PROPORTION, (dimension,))

    def _term(self, kind: str, label: str) -> FigureDimension:
        return FigureDimension(kind, label, self.review.terms(kind), pools=True)

    def _entry(
        self, name: str, title: str, kind: Kind, dimensions: tuple[FigureDimension, ...], unit: str = "records"
    ) -> FigureInfo:
        rank = dimensions[0].name if dimensions else ""
        return FigureInfo("literature", name, title, kind, unit, dimensions, "open", self.source, rank)
