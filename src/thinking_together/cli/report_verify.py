"""``report verify``: is a written report what its bundle gives?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thinking_together.cli.bundle import tell
from thinking_together.cli.scratch import scratch_database

Out = Annotated[Path, typer.Argument(help="Folder that the report was written into.")]
Bundle = Annotated[Path | None, typer.Option("--bundle", help="Bundle to compute it anew from.")]


def report_verify(out: Out, bundle: Bundle = None) -> None:
    """Say file by file what differs from the report's manifest, or from the report computed anew from its bundle."""
    with scratch_database():
        from thinking_together.bundle.commands import BundleRefused
        from thinking_together.bundle.verify import NoReport, verify

        try:
            found = verify(out, bundle)
        except NoReport as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None
        except BundleRefused as refused:
            tell(refused.problems)
            raise typer.Exit(2) from None
    for difference in found:
        typer.echo(str(difference))
    if found:
        raise typer.Exit(1)
    if bundle:
        typer.echo(f"{out}: every file is what {bundle} gives, byte by byte")
    else:
        typer.echo(f"{out}: every file is as its manifest says; name --bundle to compute it anew")
