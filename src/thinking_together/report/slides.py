"""The findings as slides: a theme a slide with its sentences and picture, what is asked, how to read it.

Every sentence is one of the report's own, with the numbers of its evidence: a slide says no more than the report.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from thinking_together.analysis.tables import day
from thinking_together.content.support import shipped_support
from thinking_together.core.invented import INVENTED
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.domain.document import (
    Document,
    ParagraphView,
    PictureView,
    ResolvedStatement,
    SectionView,
)
from thinking_together.report.slide_text import (
    EDGE,
    HEADING,
    HIGH,
    PICTURE_TOP,
    TOP,
    WIDE,
    fitting,
    pages_of,
    place_lines,
    place_table,
    tell_sources,
    write_run,
)
from thinking_together.report.stable_zip import stable

MOST_SENTENCES = 5
READING = (
    "Every figure comes from a source; the numbers in brackets are those of the evidence in the short report.",
    "A share or rate measured on some people is uncertain: the report gives its 95% interval.",
    "Numbers so small that they could point at a person are not shown. That is not nought.",
    "Confidence in each finding, and what speaks against it, stand in the supplement.",
)


def write_slides(document: Document, drawings: Mapping[str, Drawing]) -> bytes:
    """The PPTX; en-GB, titles as titles, pictures with their words, the same bytes for the same report."""
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    _cover(deck, document)
    for section in document.sections:
        if section.id == "context":
            _pictures(deck, document, section, "How local figures compare", drawings)
        elif section.id == "results":
            _pictures(deck, document, section, "How the themes are supported", drawings)
            for theme in section.sections:
                _theme(deck, document, theme, drawings)
        elif section.id == "positive-practice":
            _theme(deck, document, section, drawings)
    if document.board.asks:
        _asks(deck, document)
    place_lines(_slide(deck, document, "How to read the figures"), READING, top=TOP)
    support = shipped_support(document.local_support)
    lines = [f"{line.name}: {line.contact}" for line in (support.immediate, *support.others)]
    place_lines(_slide(deck, document, "Support for you"), lines, top=TOP)
    _properties(deck.core_properties, document)
    out = io.BytesIO()
    deck.save(out)
    return stable(out.getvalue(), document.as_of)


def _cover(deck: Any, document: Document) -> None:
    title = ("INVENTED: " if document.invented else "") + document.title
    slide = _slide(deck, document, title, size=40, top=2.2)
    told = [document.subtitle, f"Findings for {document.place}, as of {day(document.as_of)}"]
    place_lines(slide, [line for line in told if line], top=4.2, bullets=False)


def _theme(deck: Any, document: Document, theme: SectionView, drawings: Mapping[str, Drawing]) -> None:
    """A theme's first sentences, headline findings first, then the pictures of its findings, each on its own slide."""
    findings = [theme] if theme.finding else list(theme.sections)
    headlines = {code for code, _ in document.board.findings}
    findings.sort(key=lambda f: f.finding is not None and f.finding.code not in headlines)
    sentences = [said for said in map(_first, findings) if said is not None][:MOST_SENTENCES]
    if not sentences:
        return
    slide = _slide(deck, document, theme.heading)
    place_lines(slide, [told(s) for s in sentences], top=TOP)
    tell_sources(slide, document, [n for s in sentences for n in s.marks])
    for finding in findings:
        title = f"{finding.heading}: the figures" if finding is theme else finding.heading
        _pictures(deck, document, finding, title, drawings)


def _pictures(deck: Any, document: Document, section: SectionView, title: str, drawings: Mapping[str, Drawing]) -> None:
    """A slide for each picture that stands directly in a section; a second one says so in its title."""
    views = [b for b in section.blocks if isinstance(b, PictureView) and b.key in drawings]
    for at, view in enumerate(views, start=1):
        slide = _slide(deck, document, title if at == 1 else f"{title} ({at})")
        _picture(slide, view, drawings[view.key])
        numbers = [e.number for e in document.evidence if e.reference == view.reference]
        tell_sources(slide, document, [*numbers, *view.caption.marks], view.caption.text)


def _first(section: SectionView) -> ResolvedStatement | None:
    """A finding's first sentence that is not background."""
    for block in section.blocks:
        if isinstance(block, ParagraphView) and not block.context and block.statements:
            return block.statements[0]
    return None


def told(statement: ResolvedStatement) -> str:
    """A sentence without emphasis marks, followed by the numbers of its evidence."""
    marks = f" [{', '.join(map(str, statement.marks))}]" if statement.marks else ""
    return statement.text.replace("*", "") + marks


def _asks(deck: Any, document: Document) -> None:
    """Who is asked what by when, over as many slides as can be read."""
    rows = [(ask.text, ask.owner, ask.due) for ask in document.board.asks]
    for at, part in enumerate(pages_of(rows)):
        title = "What is asked" if at == 0 else f"What is asked ({at + 1})"
        place_table(_slide(deck, document, title), ("What", "Who", "By when"), part)


def _slide(deck: Any, document: Document, title: str, *, size: int = 28, top: float = 0.55) -> Any:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Only"))
    heading = slide.shapes.title
    heading.left, heading.top = Inches(EDGE), Inches(top)
    heading.width, heading.height = Inches(WIDE - 2 * EDGE), Inches(HEADING)
    heading.text_frame.word_wrap = True
    write_run(heading.text_frame.paragraphs[0], title, fitting([title], HEADING, size, bold=True), bold=True)
    _left(heading.text_frame.paragraphs[0])
    if document.invented:
        _banner(slide)
    return slide


def _banner(slide: Any) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Inches

    box = slide.shapes.add_textbox(0, 0, Inches(WIDE), Inches(0.42))
    box.name = "Invented"
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(0xFF, 0xDD, 0x00)
    write_run(box.text_frame.paragraphs[0], INVENTED, 14, bold=True)


def _left(paragraph: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    paragraph.alignment = PP_ALIGN.LEFT


def _picture(slide: Any, view: PictureView, drawing: Drawing) -> None:
    """As large as the slide allows, in its middle, with its alternative text."""
    from pptx.util import Inches

    wide, high = WIDE - 2 * EDGE, HIGH - PICTURE_TOP - 0.3
    scale = min(wide / drawing.width, high / drawing.height)
    left = (WIDE - drawing.width * scale) / 2
    shape = slide.shapes.add_picture(
        io.BytesIO(drawing.png()), Inches(left), Inches(PICTURE_TOP), width=Inches(drawing.width * scale)
    )
    shape.name = view.title
    shape._element.nvPicPr.cNvPr.set("descr", view.alt)


def _properties(properties: Any, document: Document) -> None:
    properties.title = ("INVENTED: " if document.invented else "") + f"{document.title}: findings"
    properties.author = properties.last_modified_by = document.place
    properties.language, properties.revision = "en-GB", 1
    properties.created = properties.modified = datetime(document.as_of.year, document.as_of.month, document.as_of.day)
