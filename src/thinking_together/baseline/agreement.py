"""How far agencies that rated the same recommendation agree: of all of them together, and never of one with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from thinking_together.analysis.agreement import Agreement, cohen_kappa, krippendorff_alpha, percent_agreement
from thinking_together.analysis.bootstrap import Interval
from thinking_together.analysis.tables import Kind, RawCell, RawTable, Source, State
from thinking_together.evidence.asked import raw_table
from thinking_together.evidence.figures import FigureInfo, Selection

Ratings = Sequence[Sequence[str | None]]  # a row a recommendation, a column an agency
SHARE, BEYOND_CHANCE = "agreement", "agreement_beyond_chance"
TITLES = {
    SHARE: "Agreement of agencies that rated the same recommendation",
    BEYOND_CHANCE: "Agreement of agencies that rated the same recommendation, beyond chance",
}
INTERVAL = "95% bootstrap interval (bias-corrected and accelerated) over recommendations"
NOTE = "An agency rates its own practice, so that two may differ and both be right."


def entries(ratings: Ratings, source: Source) -> list[FigureInfo]:
    """None where no recommendation was rated by two agencies."""
    if not _pairs(ratings):
        return []
    return [
        FigureInfo(
            "baseline", name, TITLES[name], kind, "pairs of ratings", (), "open", source, method=_method(name, ratings)
        )
        for name, kind in ((SHARE, Kind.PROPORTION), (BEYOND_CHANCE, Kind.MEAN))
    ]


def table(selection: Selection, ratings: Ratings) -> RawTable:
    """The figure asked for, with its own interval."""
    pairs = _pairs(ratings)
    found = _found(selection.info.name, ratings)
    cell = RawCell((), sum(a == b for a, b in pairs), len(pairs), published=_figures(found))
    if found.value is None:
        cell = RawCell((), None, state=State.NO_DATA, note=found.reason.value)
    return replace(raw_table(selection, [cell], (NOTE,)), method=selection.info.method, full_count=False)


def _found(name: str, ratings: Ratings) -> Agreement:
    if name == SHARE:
        return percent_agreement(ratings)
    if _two(ratings):
        return cohen_kappa([row[0] for row in ratings], [row[1] for row in ratings])
    return krippendorff_alpha(ratings)


def _method(name: str, ratings: Ratings) -> str:
    if name == SHARE:
        return f"Share of pairs of ratings of the same recommendation that agree; {INTERVAL}"
    coefficient = "Cohen's kappa" if _two(ratings) else "Krippendorff's alpha for categories"
    return f"{coefficient}: 1 is perfect, 0 what chance gives; {INTERVAL}"


def _two(ratings: Ratings) -> bool:
    return all(len(row) == 2 for row in ratings)


def _pairs(ratings: Ratings) -> list[tuple[str, str]]:
    given = ([rating for rating in row if rating is not None] for row in ratings)
    return [pair for row in given for pair in combinations(row, 2)]


def _figures(found: Agreement) -> tuple[float | None, float | None, float | None]:
    limits = found.interval
    return (found.value, limits.lower, limits.upper) if isinstance(limits, Interval) else (found.value, None, None)
