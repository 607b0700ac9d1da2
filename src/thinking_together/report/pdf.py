"""The report, and its first page, as PDF/UA-1: tagged, with alternative texts, the same bytes for the same report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

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


def write_pdf(document: Document, drawings: Mapping[str, Drawing]) -> bytes:
    """The whole report."""
    return _pdf(file_html(document, PaperPlaces(document, drawings)))


def write_summary(document: Document) -> bytes:
    """Page one, for people who are given one page."""
    return _pdf(render("report/summary.html", document, SummaryPlaces(document, {}), style=style()))


def _pdf(text: str) -> bytes:
    """Nothing is fetched: pictures stand in the HTML, and any other address is refused."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise LibrariesMissing from error

    identifier = hashlib.sha256(text.encode()).hexdigest()[:32].encode()
    pdf: bytes = HTML(string=text, url_fetcher=URLFetcher(allowed_protocols=["data"], fail_on_errors=True)).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier, custom_metadata=False
    )
    return pdf
