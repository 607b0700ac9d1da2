"""The PDF is PDF/UA-1 to veraPDF, and veraPDF is there to say when it is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfWriter
from tests.factories import verapdf

from .conftest import Written

pytestmark = pytest.mark.django_db  # the report itself is written once, by the module's fixture


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


def test_every_pdf_of_the_small_report_is_pdf_ua(written: Written) -> None:
    pdfs = {name: data for name, data in written.files().items() if name.endswith(".pdf")}
    assert pdfs
    for name, data in pdfs.items():
        assert verapdf.failures(data) == [], name


def test_a_copy_that_changes_nothing_passes_too(written: Written) -> None:
    assert verapdf.failures(changed(written.paths.pdf.read_bytes(), lambda writer: None)) == []


@pytest.mark.parametrize(
    ("change", "clause"),
    [(without_language, "7.2"), (without_one_alternative_text, "7.3"), (without_title, "7.1")],
)
def test_verapdf_sees_what_is_missing(written: Written, change: Callable[[PdfWriter], None], clause: str) -> None:
    told = verapdf.failures(changed(written.paths.pdf.read_bytes(), change))
    assert any(line.startswith(clause) for line in told), told


def test_a_file_that_is_no_pdf_is_not_taken_for_one() -> None:
    with pytest.raises(verapdf.NoVeraPdf):
        verapdf.failures(b"not a PDF")


def test_a_missing_jar_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(verapdf, "JARS", tmp_path)
    with pytest.raises(verapdf.NoVeraPdf, match=r"missing: jaxb-api\.jar"):
        verapdf.class_path()
