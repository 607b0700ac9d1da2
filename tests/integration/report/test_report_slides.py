"""Slides and the one page: said in the report's own words, readable by everybody, INVENTED on each."""

from __future__ import annotations

import re
from typing import Any

import pptx
import pytest
from pypdf import PdfReader

from thinking_together.report.charts.letters import fold
from thinking_together.report.domain.document import PictureView
from thinking_together.report.slide_text import pages_of
from thinking_together.report.slides import told

from .conftest import Written

# The report itself is written once, by a fixture.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("a report's bytes are shown to be the same on both in test_example_on_both_databases.py"),
]


@pytest.fixture(scope="module")
def deck(written: Written) -> Any:
    return pptx.Presentation(str(written.paths.slides))


DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def runs(deck: Any) -> list[Any]:
    return [run for slide in deck.slides for run in slide.element.iter(f"{DRAWING}rPr")]


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_a_slide_a_theme_and_one_a_picture_then_what_is_asked_and_how_to_read(deck: Any, written: Written) -> None:
    found = titles(deck)
    assert len(set(found)) == len(found)
    themes = next(s for s in written.document.sections if s.id == "results").sections
    wanted = ["INVENTED: Thinking together in Smallshire", *(t.heading for t in themes), "Positive practice"]
    wanted += ["What is asked", "How to read the figures", "Support for you"]
    assert [title for title in found if title in wanted] == wanted
    pictured = [
        section
        for _, section in written.document.walk()
        if section.id in ("context", "results") or section.finding is not None
        for block in section.blocks
        if isinstance(block, PictureView)
    ]
    assert sum(shape.shape_type == 13 for slide in deck.slides for shape in slide.shapes) == len(pictured)


def test_every_sentence_of_a_theme_is_one_of_the_report(deck: Any, written: Written) -> None:
    said = {told(statement) for statement in written.document.statements()}
    themes = [s.heading for s in written.document.sections[3].sections] + ["Positive practice"]
    for slide in (s for s in deck.slides if s.shapes.title.text_frame.text in themes):
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
    assert pictures
    assert runs(deck)
    assert {run.get("lang") for run in runs(deck)} == {"en-GB"}
    assert deck.core_properties.title.startswith("INVENTED: ")
    assert str(deck.core_properties.created).startswith("2023-11-30")


def test_no_words_run_out_of_their_box(deck: Any) -> None:
    for slide in deck.slides:
        for shape in (s for s in slide.shapes if s.has_text_frame and s.name != "Invented"):
            lines = [p for p in shape.text_frame.paragraphs if p.runs]
            size = lines[0].runs[0].font.size.pt
            assert size >= 12
            wide = (shape.width / 914400 - 0.55) * 72
            rows = sum(len(fold(p.text, wide, size, bold=bool(p.runs[0].font.bold))) for p in lines)
            assert rows * size * 1.2 + (len(lines) - 1) * 10 <= shape.height / 914400 * 72, shape.text_frame.text


def test_every_slide_that_shows_evidence_names_its_sources_in_the_notes(deck: Any) -> None:
    for slide in deck.slides:
        words = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        cited = {n for marks in re.findall(r"\[([0-9, ]+)\]", words) for n in marks.split(", ")}
        pictured = any(s.shape_type == 13 for s in slide.shapes)
        assert slide.has_notes_slide == bool(cited or pictured)
        if slide.has_notes_slide:
            notes = slide.notes_slide.notes_text_frame.text
            assert notes.startswith("INVENTED")
            assert cited <= set(re.findall(r"^\[([0-9]+)\]", notes, re.MULTILINE))


@pytest.mark.parametrize("words", [30, 300])
def test_what_is_asked_is_parted_over_slides_that_it_fits(words: int) -> None:
    rows = [("Agree " * words, "The council", "1 March 2024")] * 7
    pages = pages_of(rows)
    assert [row for page in pages for row in page] == rows
    assert len(pages) > 1


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
