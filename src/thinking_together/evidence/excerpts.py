"""Passages of immutable texts, and the rule that lets them be quoted.

Reference: ``<phase>/excerpt?text=<text ref>&from=<code point>&to=<code point>``.
"""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.models import QuoteCheck, Text
from thinking_together.evidence.reference import Reference
from thinking_together.programmes.models import Programme

EXCERPT = "excerpt"
SMALLEST_SECTOR_TO_NAME = 10


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A checked passage. ``sector`` is empty where naming it could point at a person."""

    phase: str
    text_ref: str
    version: int
    start: int
    end: int
    words: str
    sector: str
    consent: str
    checked_by: str


def resolve_excerpt(programme: Programme, reference: Reference) -> Excerpt | Unresolved:
    """The passage, if a second person has checked exactly this passage and it may be quoted."""
    wanted = {term.key: term.values[0] if term.values else "" for term in reference.terms}
    if set(wanted) != {"text", "from", "to"} or not (wanted["from"].isdigit() and wanted["to"].isdigit()):
        return Unresolved(Reason.UNKNOWN, "an excerpt needs text=, from= and to= (code points)")
    start, end = int(wanted["from"]), int(wanted["to"])
    texts = Text.objects.filter(programme=programme, phase=reference.phase, ref=wanted["text"])
    text = texts.order_by("-version").first()
    if text is None:
        return Unresolved(Reason.UNKNOWN, f"no text is called '{wanted['text'][:80]}' in {reference.phase}")
    if not 0 <= start < end <= len(text.body):
        return Unresolved(Reason.UNKNOWN, f"the text has {len(text.body)} characters; {start} to {end} is outside it")
    check = QuoteCheck.objects.filter(text=text, start=start, end=end).first()
    if check is None or check.consent != "quote" or check.checked_by == check.chosen_by:
        return Unresolved(Reason.SUPPRESSED, "a quote needs consent and the check of a second person for this passage")
    return Excerpt(
        text.phase,
        text.ref,
        text.version,
        start,
        end,
        text.body[start:end],
        _sector_to_name(programme, text),
        check.consent,
        check.checked_by,
    )


def _sector_to_name(programme: Programme, text: Text) -> str:
    """The sector's name, or nothing where fewer than ten units of the phase have a text from it.

    In a session or meeting a sector may be one person, so a phase of a few sessions names none.
    """
    same = Text.objects.filter(programme=programme, phase=text.phase, sector=text.sector)
    if same.values("unit").distinct().count() < SMALLEST_SECTOR_TO_NAME:
        return ""
    sector = programme.sectors.filter(code=text.sector).first()
    return sector.name if sector else ""
