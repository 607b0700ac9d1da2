"""A report written from a bundle, which says what bundle it was written from."""

from __future__ import annotations

import json
from pathlib import Path

from thinking_together.bundle.digest import bundle_digest
from thinking_together.bundle.domain.transfer import import_folder
from thinking_together.core.filing import write_whole
from thinking_together.core.writes import SYSTEM
from thinking_together.report.commands import MANIFEST, ReportPaths, write_report


def write_from_bundle(folder: Path, out: Path, strict: bool = False, *, cache: Path | None = None) -> ReportPaths:
    """Imports the bundle and writes its report; ``manifest.json`` holds the bundle's digest as ``bundle_sha256``.

    Errors as of ``import_folder`` and ``write_report``.
    """
    paths = write_report(import_folder(folder, by=SYSTEM), out, strict, cache=cache)
    sign(out, folder)
    return paths


def sign(out: Path, folder: Path) -> None:
    """Writes the bundle's digest into the manifest of a report."""
    manifest = out / MANIFEST
    told = json.loads(manifest.read_text(encoding="utf-8")) | {"bundle_sha256": bundle_digest(folder)}
    write_whole(manifest, (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode())
