"""How far a report is, for members: what is written, what is final, what keeps it from being published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from thinking_together.core.tasks.queries import JobView
from thinking_together.programmes.models import Programme
from thinking_together.report.building import building
from thinking_together.report.models import Edition, EditionState, Section, SectionCode
from thinking_together.report.publication import publishing
from thinking_together.synthesis.checks import lacks_of
from thinking_together.synthesis.queries import findings


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section that people write, under its own heading where it is written."""

    title: str
    written: bool


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding, and what it lacks to be final: each what, and what to do."""

    code: str
    title: str
    lacks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that can be downloaded."""

    name: str
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class ReportState:
    """All that the page shows. ``newest`` is the newest edition, with what the last check found against it."""

    sections: tuple[SectionLine, ...]
    findings: tuple[FindingLine, ...]
    editions: tuple[Edition, ...]
    building: JobView | None
    publishing: JobView | None

    @property
    def newest(self) -> Edition | None:
        return self.editions[0] if self.editions else None

    @property
    def final(self) -> int:
        return sum(not line.lacks for line in self.findings)

    @property
    def written(self) -> int:
        return sum(line.written for line in self.sections)

    @property
    def checked_at(self) -> datetime | None:
        return self.newest.checked_at if self.newest else None


def report_state(programme: Programme) -> ReportState:
    """A fixed number of statements."""
    editions = programme.editions.defer("document").select_related("publish_asked_by").order_by("-number")
    found = tuple(editions)
    return ReportState(
        _sections(programme),
        _findings(programme),
        found,
        building(programme),
        publishing(found[0]) if found and found[0].state in (EditionState.DRAFT, EditionState.PUBLISHED) else None,
    )


def _sections(programme: Programme) -> tuple[SectionLine, ...]:
    headings = dict(Section.objects.filter(programme=programme).values_list("code", "heading"))
    return tuple(SectionLine(headings.get(code, label), code in headings) for code, label in SectionCode.choices)


def _findings(programme: Programme) -> tuple[FindingLine, ...]:
    found = tuple(findings(programme))
    lacking: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for lack in lacks_of(found):
        lacking[lack.finding].append((lack.what, lack.remedy))
    return tuple(FindingLine(f.code, f.title, tuple(lacking[f.code])) for f in found)


LABELS = {
    "short-report.pdf": "Short report as PDF",
    "short-report.docx": "Short report as a Word document",
    "short-report.html": "Short report as one web page",
    "executive-summary.pdf": "Executive summary, one page, as PDF",
    "slides.pptx": "Slides",
    "evidence.json": "All evidence, for machines",
    "manifest.json": "List of the files with their checksums",
    "supplement/findings.html": "What stands behind each finding, as a web page",
    "supplement/findings.xlsx": "What stands behind each finding, as a workbook",
    "supplement/recommendations.html": "The trail of each recommendation",
}
_KINDS = {"html": "as a web page", "xlsx": "as a workbook"}


def files_of(edition: Edition) -> tuple[FileLine, ...]:
    """What can be downloaded of an edition, the report first; their content is not read."""
    rows = edition.files.values_list("name", "size")
    order = {name: at for at, name in enumerate(LABELS)}
    ordered = sorted(rows, key=lambda row: (order.get(row[0], len(order)), row[0]))
    return tuple(FileLine(name, _label(name), size) for name, size in ordered)


def _label(name: str) -> str:
    """``supplement/survey.xlsx`` is the tables of the survey, as a workbook."""
    if name in LABELS:
        return LABELS[name]
    phase, _, kind = name.rpartition("/")[2].partition(".")
    return f"Tables of the phase {phase.replace('_', ' ')}, {_KINDS.get(kind, kind)}"
