"""The example's report, whole, as people would publish it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.factories import verapdf

from thinking_together.report.commands import write_report

pytestmark = pytest.mark.django_db


def test_every_pdf_of_the_example_is_pdf_ua_and_short(fernshire: Any, pictures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    write_report(fernshire.programme, out, cache=pictures)
    pdfs = sorted(out.glob("**/*.pdf"))
    assert pdfs
    assert len(PdfReader(out / "executive-summary.pdf").pages) == 1
    assert len(PdfReader(out / "short-report.pdf").pages) < 30
    assert verapdf.failures({pdf.name: pdf.read_bytes() for pdf in pdfs}) == {pdf.name: [] for pdf in pdfs}
