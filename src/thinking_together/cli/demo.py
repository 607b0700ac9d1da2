"""``demo``: the invented example programme, from its folder to its report and site."""

from __future__ import annotations

from typing import Annotated

import typer

from thinking_together.cli.bundle import tell
from thinking_together.cli.checkout import example_and_output
from thinking_together.cli.demonstration import own_database
from thinking_together.cli.django import database_ready
from thinking_together.cli.serve import Port, serve_until_interrupted
from thinking_together.cli.worker import worker_beside

Once = Annotated[bool, typer.Option("--once", help="Stop after writing the report.")]


def demo(once: Once = False, port: Port = 8000) -> None:
    """Load the invented example programme, write its report, and serve it."""
    example, out = example_and_output()
    pictures = own_database(port) / "charts"
    database_ready()
    from thinking_together.bundle.commands import BundleRefused, import_folder
    from thinking_together.bundle.written import sign
    from thinking_together.core.writes import SYSTEM
    from thinking_together.report.commands import freeze_edition, keep_written, write_report
    from thinking_together.report.domain.assemble import assemble
    from thinking_together.report.pdf import LibrariesMissing
    from thinking_together.site.demo.ahead import plan_ahead
    from thinking_together.site.demo.people import bring_in

    try:
        programme = import_folder(example, by=SYSTEM)
    except BundleRefused as refused:
        tell(refused.problems)
        raise typer.Exit(2) from None
    try:
        paths = write_report(programme, out, cache=pictures)
    except LibrariesMissing as missing:
        typer.echo(str(missing), err=True)
        raise typer.Exit(2) from None
    sign(out, example)
    typer.echo(f"Report: {paths.html}\n        {paths.pdf}\n        {paths.docx}")
    if not once:
        edition = freeze_edition(programme=programme, assembled=assemble(programme, cache=pictures), by=SYSTEM)
        keep_written(edition=edition, out=out, refusals=paths.refusals, by=SYSTEM)
        bring_in(programme, by=SYSTEM)
        plan_ahead(programme, by=SYSTEM)
        with worker_beside():
            serve_until_interrupted("127.0.0.1", port)
