"""``report``: a bundle's report, from its folder, without touching the installation's own data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from thinking_together.cli.bundle import tell
from thinking_together.cli.scratch import scratch_database

Folder = Annotated[Path, typer.Argument(help="Folder of the bundle.")]
Out = Annotated[Path, typer.Option("--out", help="Folder to write the report into.")]
Strict = Annotated[bool, typer.Option("--strict", help="Write nothing unless the report could be published.")]

BAD_BUNDLE = 2
NOT_PUBLISHABLE = 3


def report(folder: Folder, out: Out, strict: Strict = False) -> None:
    """Write the report of a bundle: HTML, PDF, DOCX, the supplement and the evidence."""
    if out.resolve().is_relative_to(folder.resolve()):
        typer.echo(f"{out} lies inside the bundle and would spoil it. Name another folder with --out.", err=True)
        raise typer.Exit(BAD_BUNDLE)
    own = Path(os.environ.get("TT_VAR") or "var").resolve()
    with scratch_database():
        _write(folder, out, strict=strict, cache=own / "charts")


def _write(folder: Path, out: Path, *, strict: bool, cache: Path) -> None:
    from thinking_together.bundle.commands import BundleRefused
    from thinking_together.bundle.written import write_from_bundle
    from thinking_together.report.commands import ReportRefused
    from thinking_together.report.pdf import LibrariesMissing

    try:
        paths = write_from_bundle(folder, out, strict, cache=cache)
    except BundleRefused as refused:
        tell(refused.problems)
        raise typer.Exit(BAD_BUNDLE) from None
    except ReportRefused as refused:
        for refusal in refused.refusals:
            typer.echo(str(refusal), err=True)
        typer.echo(f"{len(refused.refusals)} reasons against publishing; nothing was written.", err=True)
        raise typer.Exit(NOT_PUBLISHABLE) from None
    except LibrariesMissing as missing:
        typer.echo(str(missing), err=True)
        raise typer.Exit(BAD_BUNDLE) from None
    except OSError as error:
        typer.echo(f"{error.filename or out}: {error.strerror or error}. Name another folder with --out.", err=True)
        raise typer.Exit(BAD_BUNDLE) from None
    for refusal in paths.refusals:
        typer.echo(f"Not publishable yet: {refusal}", err=True)
    for path in (paths.html, paths.pdf, paths.docx, paths.summary, paths.slides):
        typer.echo(str(path))
    for path in (paths.supplement, paths.evidence, paths.manifest):
        typer.echo(str(path))
