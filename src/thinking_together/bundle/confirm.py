"""Writes the values that cited references give now beside them, so that later drift is named."""

from __future__ import annotations

from pathlib import Path

from thinking_together.bundle import datapackage
from thinking_together.core.tabular import FolderWriter
from thinking_together.evidence.citations import fingerprint
from thinking_together.evidence.files import CONFIRMED, ConfirmedRow
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.report.queries import authored


def confirm_values(programme: Programme, root: Path) -> int:
    """Rewrites the bundle's file of confirmed values and its description; the number of values."""
    resolver = Resolver(programme)
    cited = {(text.citing, str(reference)) for text in authored(programme) for reference in text.prose.references()}
    rows = [
        ConfirmedRow(citing, reference, fingerprint(resolver.resolve(reference))) for citing, reference in sorted(cited)
    ]
    writer = FolderWriter(root)
    CONFIRMED.write(writer, rows)
    names = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
    writer.written = sorted(names - {datapackage.NAME, "README.md"})
    datapackage.write(programme, writer)
    return len(rows)
