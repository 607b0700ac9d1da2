"""Slides and the one page: said in the report's own words, readable by everybody, INVENTED on each."""

from __future__ import annotations

from typing import Any

import pptx
import pytest
from pypdf import PdfReader

from thinking_together.report.slides import told

from .conftest import Written

pytestmark = pytest.mark.django_db  # the report itself is written once, by the module's fixture


@pytest.fixture(scope="module")
def deck(written: Written) -> Any:
    return pptx.Presentation(str(written.paths.slides))


DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def runs(deck: Any) -> list[Any]:
    return [run for slide in deck.slides for run in slide.element.iter(f"{DRAWING}rPr")]


def test_a_slide_a_theme_then_what_is_asked_and_how_to_read(deck: Any) -> None:
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "INVENTED: Thinking together in Smallshire",
        "Training that can be relied on",
        "Parents",
        "Positive practice",
        "What is asked",
        "How to read the figures",
        "Support for you",
    ]


def test_every_sentence_of_a_theme_is_one_of_the_report(deck: Any, written: Written) -> None:
    said = {told(statement) for statement in written.document.statements()}
    for slide in list(deck.slides)[1:4]:
        (box,) = [s for s in slide.shapes if s.has_text_frame and s.name.startswith("TextBox")]
        lines = [p.text for p in box.text_frame.paragraphs]
        assert lines
        assert set(lines) <= said


def test_every_slide_says_invented_in_english_and_tells_its_picture(deck: Any) -> None:
    pictures = 0
    for slide in deck.slides:
        assert any(s.has_text_frame and s.text_frame.text.startswith("INVENTED: an example") for s in slide.shapes)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.shape_type == 13:
                pictures += 1
                assert shape._element.nvPicPr.cNvPr.get("descr").startswith("INVENTED. ")
    assert pictures == 2
    assert runs(deck)
    assert {run.get("lang") for run in runs(deck)} == {"en-GB"}
    assert deck.core_properties.title.startswith("INVENTED: ")
    assert str(deck.core_properties.created).startswith("2023-11-30")


def test_the_executive_summary_is_one_page_and_leads_nowhere_else(written: Written) -> None:
    pdf = PdfReader(written.paths.summary)
    (page,) = pdf.pages
    words = " ".join(page.extract_text().split())
    for expected in (
        "INVENTED",
        "What is asked",
        "Not yet owned",
        "Samaritans",
        "small numbers are those of the evidence",
    ):
        assert expected in words
    assert pdf.metadata is not None
    assert str(pdf.metadata.title).startswith("INVENTED: ")
    assert all("/Dest" not in a.get_object() for a in page.get("/Annots", []))
