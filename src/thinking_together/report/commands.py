"""What other rooms and the command line call: write a report, freeze an edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from thinking_together.core.filing import write_all
from thinking_together.core.writes import Actor
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.docx import write_docx
from thinking_together.report.domain.assemble import Assembled, assemble
from thinking_together.report.domain.document import Document
from thinking_together.report.domain.editions import freeze_edition
from thinking_together.report.domain.publishing import complete_edition
from thinking_together.report.evidence_json import evidence_json
from thinking_together.report.html import FilePlaces, file_html
from thinking_together.report.models import Edition
from thinking_together.report.pdf import pdfs
from thinking_together.report.slides import write_slides
from thinking_together.report.strict import Refusal, check
from thinking_together.report.supplement.build import supplements
from thinking_together.report.supplement.findings import findings_page, findings_workbook
from thinking_together.report.supplement.page import page
from thinking_together.report.supplement.trails import trails_page
from thinking_together.report.supplement.workbook import workbook

FORMAT = "thinking-together-report"
MANIFEST = "manifest.json"

__all__ = ["ReportPaths", "ReportRefused", "freeze_edition", "keep_written", "write_report"]


@dataclass(frozen=True, slots=True)
class ReportPaths:
    """Where the report was written, and what would keep it from being published."""

    html: Path
    pdf: Path
    docx: Path
    summary: Path
    slides: Path
    supplement: Path
    evidence: Path
    manifest: Path
    refusals: tuple[Refusal, ...]


class ReportRefused(Exception):
    """The report may not be published as it is; nothing was written."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals


def write_report(programme: Programme, out: Path, strict: bool = False, *, cache: Path | None = None) -> ReportPaths:
    """Writes the report into a folder; with ``strict`` only if nothing keeps it from being published.

    What an earlier report wrote there is replaced. ``cache`` is where pictures are kept (``VAR/charts``).
    """
    resolver = Resolver(programme)
    pictures = cache or settings.VAR / "charts"
    assembled = assemble(programme, resolver=resolver, cache=pictures, evidence_pictures=False)
    refusals = check(assembled.document, programme, resolver)
    if strict and refusals:
        raise ReportRefused(refusals)
    files = report_files(programme, assembled, resolver)
    _replace(out, files)
    return ReportPaths(
        out / "short-report.html",
        out / "short-report.pdf",
        out / "short-report.docx",
        out / "executive-summary.pdf",
        out / "slides.pptx",
        out / "supplement",
        out / "evidence.json",
        out / MANIFEST,
        tuple(refusals),
    )


def report_files(programme: Programme, assembled: Assembled, resolver: Resolver) -> dict[str, bytes]:
    """Every file of a report by its name; the same bytes for the same programme."""
    document, drawings = assembled.document, assembled.drawings
    with pdfs(document, drawings) as made:
        files = _other_files(programme, document, drawings, resolver)
        files["short-report.pdf"], files["executive-summary.pdf"] = made.result()
    files[MANIFEST] = _json(_manifest(document, files))
    return files


def _other_files(
    programme: Programme, document: Document, drawings: Mapping[str, Drawing], resolver: Resolver
) -> dict[str, bytes]:
    """All but the PDFs and the manifest."""
    files = {
        "short-report.html": file_html(document, FilePlaces(document, drawings)).encode(),
        "short-report.docx": write_docx(document, drawings),
        "slides.pptx": write_slides(document, drawings),
        "evidence.json": _json(evidence_json(document)),
    }
    files["supplement/findings.html"] = findings_page(document, drawings).encode()
    files["supplement/findings.xlsx"] = findings_workbook(document)
    if document.recommendations():
        files["supplement/recommendations.html"] = trails_page(document, drawings).encode()
    for supplement in supplements(document, programme, resolver):
        files[f"supplement/{supplement.phase}.html"] = page(supplement, document, drawings).encode()
        files[f"supplement/{supplement.phase}.xlsx"] = workbook(supplement)
    return files


def keep_written(*, edition: Edition, out: Path, refusals: Sequence[Refusal], by: Actor) -> Edition:
    """Keeps with an edition the files that its report was written as, and what was found against it."""
    files = {name: (out / name).read_bytes() for name in _earlier(out)}
    return complete_edition(edition=edition, files=files, refusals=refusals, by=by)


def _manifest(document: Document, files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": 1,
        "programme": document.slug,
        "title": ("INVENTED: " if document.invented else "") + document.title,
        "as_of": document.as_of.isoformat(),
        "invented": document.invented,
        "files": [
            {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(files.items())
        ],
    }


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _replace(out: Path, files: dict[str, bytes]) -> None:
    """The manifest goes first and comes last, so that a report that was cut off is not taken for a whole one.

    Where there is no room for the new report, the earlier one stays.
    """
    write_all(out, files, last=MANIFEST, gone=tuple(_earlier(out)))


def _earlier(out: Path) -> list[str]:
    """Names of the files that an earlier report wrote here; only names that stay inside the folder."""
    path = out / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        return []
    names = [entry.get("path") for entry in manifest.get("files", []) if isinstance(entry, dict)]
    inside = [n for n in names if isinstance(n, str) and ".." not in PurePosixPath(n).parts and not n.startswith("/")]
    return [MANIFEST, *inside]
