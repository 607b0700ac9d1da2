"""The PDF is PDF/UA-1 to veraPDF, and veraPDF is there to say when it is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfWriter
from tests.factories import verapdf

from .conftest import Written

# The report itself is written once, by a fixture.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("a report's bytes are shown to be the same on both in test_example_on_both_databases.py"),
]


def changed(pdf: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def without_language(writer: PdfWriter) -> None:
    del writer._root_object["/Lang"]


def without_one_alternative_text(writer: PdfWriter) -> None:
    figures: list[Any] = [o for o in writer._objects if isinstance(o, dict) and o.get("/S") == "/Figure"]
    assert figures
    del figures[0]["/Alt"]


def without_title(writer: PdfWriter) -> None:
    del writer._root_object["/ViewerPreferences"]


LESS = {"without_language": "7.2", "without_one_alternative_text": "7.3", "without_title": "7.1"}


@pytest.fixture(scope="module")
def told(written: Written) -> dict[str, list[str]]:
    """What veraPDF says of the report's PDFs, of a copy of one, and of copies that lack something."""
    pdfs = {name: data for name, data in written.files().items() if name.endswith(".pdf")}
    assert pdfs
    pdf = written.paths.pdf.read_bytes()
    pdfs["copy"] = changed(pdf, lambda writer: None)
    for change in (without_language, without_one_alternative_text, without_title):
        pdfs[change.__name__] = changed(pdf, change)
    return verapdf.failures(pdfs)


def test_every_pdf_of_the_small_report_and_a_copy_is_pdf_ua(told: dict[str, list[str]]) -> None:
    assert {name: found for name, found in told.items() if name not in LESS and found} == {}


@pytest.mark.parametrize(("change", "clause"), LESS.items())
def test_verapdf_sees_what_is_missing(told: dict[str, list[str]], change: str, clause: str) -> None:
    assert any(line.startswith(clause) for line in told[change]), told[change]


def test_a_file_that_is_no_pdf_is_not_taken_for_one() -> None:
    with pytest.raises(verapdf.NoVeraPdf):
        verapdf.failures({"it": b"not a PDF"})


def test_a_missing_jar_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(verapdf, "JARS", tmp_path)
    with pytest.raises(verapdf.NoVeraPdf, match=r"missing: jaxb-api\.jar"):
        verapdf.class_path()
