"""``local-data read``: what a file of public health figures holds."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="A Fingertips download, old or new, or the short layout of one.")]
Area = Annotated[str | None, typer.Option(help="Code of the area to show, such as E06000036.")]
Against = Annotated[str | None, typer.Option(help="Code of the area to compare it with, such as E92000001.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


class GoodWhen(StrEnum):
    """Which way the indicators of the file are good."""

    LOW = "low_is_good"
    HIGH = "high_is_good"
    NEITHER = "no_judgement"


Polarity = Annotated[GoodWhen, typer.Option(help="Which way is good; else only lower, similar and higher.")]


def read(
    file: File,
    area: Area = None,
    against: Against = None,
    polarity: Polarity = GoodWhen.NEITHER,
    as_json: AsJson = False,
) -> None:
    """Read a download; show an area's series beside another's, with interval, comparison and trend."""
    from thinking_together.analysis import comparison
    from thinking_together.local_data import fingertips, printed, series, summary

    try:
        download = fingertips.read_file(file)
    except fingertips.DownloadRefused as refused:
        _refuse(str(refused))
    if against and not area:
        _refuse("--against needs --area: name the area whose figures to show.")
    for code in (area, against):
        if code and code not in download.areas():
            _refuse(f"{file.name}: the area {code} is not in the file. {printed.nearest(code, download)}")
    shown = series.series_of(download, area, against, comparison.Polarity(polarity.value)) if area else ()
    if not as_json:
        typer.echo(printed.text(download, shown, area, against))
        return
    document = summary.document(download)
    if area:
        document |= {"area": area, "against": against, "polarity": polarity.value}
        document["series"] = [summary.series_document(one) for one in shown]
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _refuse(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2)
