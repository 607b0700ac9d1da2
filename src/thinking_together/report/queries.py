"""Every text of a report that people wrote, under the name by which it cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.evidence.prose import Prose, parse_prose
from thinking_together.programmes.models import Programme
from thinking_together.report.models import SectionCode
from thinking_together.synthesis import queries
from thinking_together.synthesis.seen import FindingView


class Rule(StrEnum):
    """What a text may say without evidence of its own."""

    FINDINGS = "findings"  # nothing: every sentence stands on a reference
    ASKED = "asked"  # what should be: it may compare, and counts nothing
    JUDGED = "judged"  # reasons and summaries: no reference is needed, and every figure and comparison is bound
    WORKS = "works"  # a list of published works


@dataclass(frozen=True, slots=True)
class Authored:
    """A text that people wrote: its place for people, its name in confirmed values, its title where it has one."""

    place: str
    citing: str
    prose: Prose
    rule: Rule = Rule.FINDINGS
    title: str = ""


def authored(programme: Programme) -> Iterator[Authored]:
    for section in programme.report_sections.all():
        place = f"report/sections/{section.position:02d}-{section.code}.md"
        rule = Rule.WORKS if section.code == SectionCode.REFERENCES else Rule.FINDINGS
        yield Authored(place, f"section/{section.code}", parse_prose(section.body), rule, section.heading)
    for theme in queries.themes(programme):
        place = f"synthesis/themes.csv ({theme.code})"
        yield Authored(place, f"theme/{theme.code}", theme.summary, Rule.JUDGED, theme.title)
    for finding in queries.findings(programme):
        citing = f"finding/{finding.code}"
        yield Authored(finding_file(finding.code), citing, finding.body, title=finding.title)
        for place, text in _judgements(finding):
            yield Authored(place, citing, parse_prose(text), Rule.JUDGED)
    for asked in queries.recommendations(programme):
        place = f"synthesis/recommendations.csv ({asked.code})"
        yield Authored(place, f"recommendation/{asked.code}", asked.text, Rule.ASKED)


def _judgements(finding: FindingView) -> Iterator[tuple[str, str]]:
    """The explanations of a finding, each with its file and its row."""
    for row in finding.triangulation:
        yield f"synthesis/triangulation.csv ({finding.code}, {row.phase})", row.explanation
    for judged in finding.confidence:
        yield f"synthesis/confidence.csv ({finding.code}, {judged.component})", judged.explanation
    for case in finding.negative_cases:
        for text in (case.looked_for, case.found, case.explanation):
            yield f"synthesis/negative_cases.csv ({finding.code})", text


def finding_file(code: str) -> str:
    return f"synthesis/findings/{code}.md"
