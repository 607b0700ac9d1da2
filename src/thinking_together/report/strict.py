"""What keeps a report from being published: everything unbound, unresolved, untrue, stale or unfinished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.strict import Slip, slips, title_slips
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.document import Document, PictureView, ResolvedStatement, Shown
from thinking_together.report.domain.ledger import CANNOT, SHOWN, UNSUPPORTED
from thinking_together.report.domain.trail import section_statements
from thinking_together.report.drift import cited
from thinking_together.report.queries import Authored, Rule, authored, finding_file
from thinking_together.report.works import work_slips
from thinking_together.synthesis.checks import lacks

REMEDIES = {
    "unknown": "Correct the reference, or import what it names.",
    "suppressed": "Ask for a larger group, or leave the figure out.",
    "not_asked": "Leave it out, or ask those who were asked.",
    "no_data": "Import the data, or leave it out.",
    CANNOT: "Use a format that fits the figure.",
    UNSUPPORTED: "Change the words to what the evidence says.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why the report is not published: where, what, and what to do."""

    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}. {self.remedy}"


def check(document: Document, programme: Programme, resolver: Resolver | None = None) -> list[Refusal]:
    """Every refusal, in the order of the document, each once."""
    texts = list(authored(programme))
    found = [
        *_unbound(texts),
        *_unshown(document),
        *_drifted(texts, programme, resolver or Resolver(programme)),
        *(Refusal(finding_file(lack.finding), lack.what, lack.remedy) for lack in lacks(programme)),
        *_recommendations(document),
    ]
    return list(dict.fromkeys(found))


def _unbound(authored: list[Authored]) -> Iterator[Refusal]:
    for text in authored:
        for slip in title_slips(text.title):
            yield Refusal(text.place, f"{slip.what}: “{slip.sentence}”", slip.remedy)
        for slip in _slips(text):
            yield Refusal(f"{text.place}, text line {slip.line}", f"{slip.what}: “{slip.sentence}”", slip.remedy)


def _slips(text: Authored) -> list[Slip]:
    if text.rule is Rule.WORKS:
        return list(work_slips(text.prose))
    found = slips(text.prose, reference_needed=text.rule is Rule.FINDINGS)
    return [slip for slip in found if text.rule is not Rule.ASKED or not slip.what.startswith("the comparative")]


def _unshown(document: Document) -> Iterator[Refusal]:
    for _, section in document.walk():
        judged = section.finding.statements() if section.finding else ()
        for statement in (*section_statements(section), *judged):
            yield from _statement(section.heading, statement)
        for block in section.blocks:
            if isinstance(block, PictureView) and not block.key:
                remedy = "Ask for a table with one or two starred keys, at most 160 figures, that may be shown."
                yield Refusal(f"{section.heading}, {block.id}", f"{block.reference} cannot be drawn", remedy)
    for statement in document.board.comparison:
        yield from _statement("This report on one page", statement)


def _statement(heading: str, statement: ResolvedStatement) -> Iterator[Refusal]:
    for part in statement.parts:
        if isinstance(part, Shown) and part.state != SHOWN:
            what = f"{' and '.join(part.references)} is {part.state.replace('_', ' ')}"
            if part.detail:
                what += f" ({part.detail})"
            yield Refusal(f"{heading}, {statement.id}", what, REMEDIES.get(part.state, "Correct the sentence."))


def _drifted(authored: list[Authored], programme: Programme, resolver: Resolver) -> Iterator[Refusal]:
    for one in cited(authored, programme, resolver):
        if one.drifted:
            yield Refusal(one.place, str(one), "Read the sentence again, correct it, and confirm the value.")


def _recommendations(document: Document) -> Iterator[Refusal]:
    for item in document.recommendations():
        if not item.findings:
            remedy = "Name the findings it answers, or take it out."
            yield Refusal(
                f"synthesis/recommendations.csv ({item.code})", "the recommendation answers no finding", remedy
            )
    if not document.board.findings:
        remedy = "Mark the main findings with 'headline: yes'."
        yield Refusal("synthesis/findings", "page one has no finding", remedy)
