"""How to read the figures, in plain words: made of the rules that the report's own figures went through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thinking_together.report.domain.document import Block, EvidenceView
from thinking_together.report.domain.flow import context


def how_to_read(evidence: Sequence[EvidenceView], *, invented: bool) -> tuple[Block, ...]:
    """Paragraphs and the rules of disclosure that were used."""
    out: list[Block] = []
    if invented:
        out.append(
            context(
                "read.invented",
                "This is an example. The place, its organisations and all of its figures are invented, "
                "so nothing in it can be used as evidence about anywhere.",
            )
        )
    out.append(
        context(
            "read.numbers",
            "Every figure in this report comes from a source by a reference, and none was typed by hand.",
            "The small numbers after a sentence lead to the list of evidence at the end, where each figure "
            "stands with what it counts, its interval, its source and its date.",
        )
    )
    out.append(
        context(
            "read.intervals",
            "A share or rate that was measured on some people is uncertain.",
            "The 95% interval says where the true value could plausibly lie: the fewer people, the wider it is.",
            "A share of all sessions, meetings, records or recommendations is a full count and has no interval.",
            "Two rates are called different when the interval of one does not hold the other.",
        )
    )
    out.append(
        context(
            "read.small",
            "Where a number is so small that it could point at a person it is not shown, and so is any number "
            "that would give it away by subtraction.",
            "“Too few to show” is not nought.",
        )
    )
    out.append(
        context(
            "read.confidence",
            "Confidence in a finding is a judgement by the people who did the analysis, informed by GRADE-CERQual: how "
            "sound the methods were, how well the parts fit together, whether there was enough to go on, and how "
            "near it is to the question.",
            "For each finding they looked for what would speak against it.",
        )
    )
    policies = dict.fromkeys(view.policy for view in evidence if view.policy)
    if policies:
        out.append(context("read.rules", "These rules say which figures are shown:"))
        out += [replace(context(f"read.rule{n}", rule), bullet=True) for n, rule in enumerate(policies, start=1)]
    return tuple(out)
