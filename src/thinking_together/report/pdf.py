"""The report, and its first page, as PDF/UA-1: tagged, with alternative texts, the same bytes for the same report."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from thinking_together.report import typesetting
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.domain.document import Document
from thinking_together.report.html import PaperPlaces, SummaryPlaces, file_html, render, style


class LibrariesMissing(Exception):
    """What WeasyPrint draws with is no Python package, and is not on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "The libraries that draw PDFs are missing. Install Pango and HarfBuzz, on Debian: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
        )


@contextmanager
def pdfs(document: Document, drawings: Mapping[str, Drawing]) -> Iterator[Future[list[bytes]]]:
    """The whole report, and page one for people who are given one page: made while the caller does something else."""
    whole = file_html(document, PaperPlaces(document, drawings))
    first = render("report/summary.html", document, SummaryPlaces(document, {}), style=style())
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(typeset, [whole, first])


def typeset(texts: Sequence[str]) -> list[bytes]:
    """A PDF for each HTML; ``LibrariesMissing``, or ``RuntimeError`` with what WeasyPrint said."""
    with tempfile.TemporaryDirectory(prefix="thinking-together-") as name:
        sources = [Path(name, f"{number:03}.html") for number in range(len(texts))]
        for source, text in zip(sources, texts, strict=True):
            source.write_text(text, encoding="utf-8")
        done = subprocess.run(  # noqa: S603 - this Python
            [sys.executable, "-m", typesetting.__name__, name], capture_output=True, text=True, check=False
        )
        if done.returncode == typesetting.LIBRARIES_MISSING:
            raise LibrariesMissing
        if done.returncode:
            raise RuntimeError(f"the PDF could not be made: {done.stderr[-2_000:]}")
        return [source.with_suffix(".pdf").read_bytes() for source in sources]
