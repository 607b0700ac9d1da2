"""The findings as slides: a theme a slide with its sentences and picture, what is asked, how to read it.

Every sentence is one of the report's own, with the numbers of its evidence: a slide says no more than the report.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from thinking_together.analysis.tables import day
from thinking_together.content.support import shipped_support
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.domain.document import (
    Ask,
    Document,
    ParagraphView,
    PictureView,
    ResolvedStatement,
    SectionView,
)
from thinking_together.report.stable_zip import stable

INVENTED = "INVENTED: an example. This place, its people and its figures do not exist."
WIDE, HIGH, EDGE, TOP = 13.333, 7.5, 0.6, 1.75  # inches
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
        if section.id == "results":
            for theme in section.sections:
                _theme(deck, document, theme, drawings)
        elif section.id == "positive-practice":
            _theme(deck, document, section, drawings)
    if document.board.asks:
        _asks(deck, document)
    _lines(_slide(deck, document, "How to read the figures"), READING, WIDE - 2 * EDGE, 20)
    support = shipped_support(document.local_support)
    lines = [f"{line.name}: {line.contact}" for line in (support.immediate, *support.others)]
    _lines(_slide(deck, document, "Support for you"), lines, WIDE - 2 * EDGE, 20)
    _properties(deck.core_properties, document)
    out = io.BytesIO()
    deck.save(out)
    return stable(out.getvalue(), document.as_of)


def _cover(deck: Any, document: Document) -> None:
    title = ("INVENTED: " if document.invented else "") + document.title
    slide = _slide(deck, document, title, size=40, top=2.2)
    told = [document.subtitle, f"Findings for {document.place}, as of {day(document.as_of)}"]
    _lines(slide, [line for line in told if line], WIDE - 2 * EDGE, 22, top=4.2, bullets=False)


def _theme(deck: Any, document: Document, theme: SectionView, drawings: Mapping[str, Drawing]) -> None:
    """A theme's first sentences, headline findings first, beside the first picture that its findings have."""
    findings = [theme] if theme.finding else list(theme.sections)
    headlines = {code for code, _ in document.board.findings}
    findings.sort(key=lambda f: f.finding is not None and f.finding.code not in headlines)
    sentences = [said for said in map(_first, findings) if said is not None][:MOST_SENTENCES]
    if not sentences:
        return
    slide = _slide(deck, document, theme.heading)
    pictures = (b for f in findings for b in f.blocks if isinstance(b, PictureView) and b.key in drawings)
    picture = next(pictures, None)
    width = WIDE - 2 * EDGE if picture is None else WIDE / 2 - EDGE
    size = 24 if picture is None else 20 if sum(len(s.text) for s in sentences) < 300 else 16
    _lines(slide, [told(s) for s in sentences], width, size)
    if picture is not None:
        _picture(slide, picture, drawings[picture.key])


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
    from pptx.util import Inches

    slide = _slide(deck, document, "What is asked")
    asks: Sequence[Ask] = document.board.asks
    frame = slide.shapes.add_table(
        len(asks) + 1, 3, Inches(EDGE), Inches(TOP), Inches(WIDE - 2 * EDGE), Inches(0.42 * (len(asks) + 1))
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "What is asked of whom, by when, most pressing first.")
    table = frame.table
    for column, width in enumerate((7.6, 2.6, WIDE - 2 * EDGE - 10.2)):
        table.columns[column].width = Inches(width)
    rows = [("What", "Who", "By when"), *((ask.text, ask.owner, ask.due) for ask in asks)]
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            _run(table.cell(row, column).text_frame.paragraphs[0], words, 12, bold=row == 0)


def _slide(deck: Any, document: Document, title: str, *, size: int = 28, top: float = 0.65) -> Any:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Only"))
    heading = slide.shapes.title
    heading.left, heading.top = Inches(EDGE), Inches(top)
    heading.width, heading.height = Inches(WIDE - 2 * EDGE), Inches(1)
    heading.text_frame.word_wrap = True
    _run(heading.text_frame.paragraphs[0], title, size, bold=True)
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
    _run(box.text_frame.paragraphs[0], INVENTED, 14, bold=True)


def _lines(
    slide: Any, lines: Sequence[str], width: float, size: int, *, top: float = TOP, bullets: bool = True
) -> None:
    from pptx.util import Inches, Pt

    box = slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(width), Inches(HIGH - top - 0.4))
    frame = box.text_frame
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        _run(paragraph, line, size)
        paragraph.space_after = Pt(10)
        if bullets:
            _bullet(paragraph)


def _bullet(paragraph: Any) -> None:
    """A real list item: a reader of slides hears that it is one."""
    from pptx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "285750")
    properties.set("indent", "-285750")
    properties.append(properties.makeelement(qn("a:buChar"), {"char": "•"}))


def _run(paragraph: Any, words: str, size: int, *, bold: bool = False) -> None:
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold = Pt(size), bold
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _left(paragraph: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    paragraph.alignment = PP_ALIGN.LEFT


def _picture(slide: Any, view: PictureView, drawing: Drawing) -> None:
    """On the right half, as large as it fits, with its alternative text."""
    from pptx.util import Inches

    wide, high = WIDE / 2 - EDGE, HIGH - TOP - 0.4
    scale = min(wide / drawing.width, high / drawing.height)
    shape = slide.shapes.add_picture(
        io.BytesIO(drawing.png()), Inches(WIDE / 2 + 0.1), Inches(TOP), width=Inches(drawing.width * scale)
    )
    shape.name = view.title
    shape._element.nvPicPr.cNvPr.set("descr", view.alt)


def _properties(properties: Any, document: Document) -> None:
    properties.title = ("INVENTED: " if document.invented else "") + f"{document.title}: findings"
    properties.author = properties.last_modified_by = document.place
    properties.language, properties.revision = "en-GB", 1
    properties.created = properties.modified = datetime(document.as_of.year, document.as_of.month, document.as_of.day)
