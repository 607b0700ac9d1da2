"""How far reviewers who screened the same record blind agree: percent agreement, kappa and alpha, or why not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from thinking_together.analysis.agreement import Agreement, cohen_kappa, krippendorff_alpha, percent_agreement
from thinking_together.analysis.bootstrap import Interval
from thinking_together.analysis.tables import RawCell, State
from thinking_together.evidence.asked import Asked
from thinking_together.literature.models import Stage
from thinking_together.literature.review import Review

METHOD = (
    "Share of pairs of decisions on the same record that agree, before adjudication; 95% bootstrap interval (bias-"
    "corrected and accelerated) over records"
)
NAMES = dict(Stage.choices)


@dataclass(frozen=True, slots=True)
class StageAgreement:
    """One stage. ``pairs`` are those of decisions on the same record, ``kappa`` is for exactly two reviewers."""

    stage: str
    agreeing: int
    pairs: int
    share: Agreement
    kappa: Agreement | None
    alpha: Agreement


def stages_twice(review: Review) -> tuple[str, ...]:
    """The stages in which any record was decided by two people or more."""
    return tuple(stage for stage in Stage.values if any(len(said) > 1 for said in _decisions(review, stage).values()))


def agreement_at(review: Review, stage: str) -> StageAgreement:
    """The figures of a stage; records that one person decided do not count."""
    said = _decisions(review, stage)
    people = sorted({person for decisions in said.values() for person in decisions})
    ratings = [[decisions.get(person) for person in people] for _, decisions in sorted(said.items())]
    both = [list(decisions.values()) for decisions in said.values()]
    pairs = [(a, b) for given in both for at, a in enumerate(given) for b in given[at + 1 :]]
    two = len(people) == 2
    return StageAgreement(
        stage,
        sum(a == b for a, b in pairs),
        len(pairs),
        percent_agreement(ratings),
        cohen_kappa([row[0] for row in ratings], [row[1] for row in ratings]) if two else None,
        krippendorff_alpha(ratings),
    )


def _decisions(review: Review, stage: str) -> dict[str, dict[str, str]]:
    """By record what each person decided; the latest counts where one decided twice."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(review.screening, key=lambda row: row.day):
        if row.stage == stage:
            said[row.record][row.reviewer] = row.decision
    return said


def cell(asked: Asked, found: StageAgreement) -> RawCell:
    """The share of agreement with its bootstrap interval; no data where nothing was decided twice."""
    if found.share.value is None:
        return RawCell(asked.keys, None, state=State.NO_DATA, note=found.share.reason.value)
    limits = found.share.interval
    lower, upper = (limits.lower, limits.upper) if isinstance(limits, Interval) else (None, None)
    return RawCell(asked.keys, found.agreeing, found.pairs, published=(found.share.value, lower, upper), method=METHOD)


def told(found: StageAgreement) -> str:
    """The coefficients of a stage in a sentence; *not computable* is an answer."""
    figures = [f"Krippendorff's alpha {_words(found.alpha)}"]
    if found.kappa is not None:
        figures.insert(0, f"Cohen's kappa {_words(found.kappa)}")
    return f"By {NAMES[found.stage]} ({found.share.units} records decided twice): {', '.join(figures)}."


def _words(figure: Agreement) -> str:
    if figure.value is None:
        return f"not computable, as {figure.reason.value}"
    if isinstance(figure.interval, Interval):
        return f"{figure.value:.2f} (95% bootstrap interval {figure.interval.lower:.2f} to {figure.interval.upper:.2f})"
    return f"{figure.value:.2f} (without interval: {figure.interval.value})"
