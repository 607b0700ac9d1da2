"""Every text of a report that people wrote, under the name by which it cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thinking_together.evidence.prose import Prose, parse_prose
from thinking_together.programmes.models import Programme
from thinking_together.synthesis import queries


@dataclass(frozen=True, slots=True)
class Authored:
    """A text that people wrote: its place for people, its name in confirmed values, its first line in its file."""

    place: str
    citing: str
    prose: Prose


def authored(programme: Programme) -> Iterator[Authored]:
    for section in programme.report_sections.all():
        place = f"report/sections/{section.position:02d}-{section.code}.md"
        yield Authored(place, f"section/{section.code}", parse_prose(section.body))
    for theme in queries.themes(programme):
        yield Authored(f"synthesis/themes.csv ({theme.code})", f"theme/{theme.code}", theme.summary)
    for finding in queries.findings(programme):
        yield Authored(finding_file(finding.code), f"finding/{finding.code}", finding.body)
    for asked in queries.recommendations(programme):
        place = f"synthesis/recommendations.csv ({asked.code})"
        yield Authored(place, f"recommendation/{asked.code}", asked.text)


def finding_file(code: str) -> str:
    return f"synthesis/findings/{code}.md"
