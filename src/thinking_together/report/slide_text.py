"""Words on slides: as large as they fit, never out of their box, in British English, with sources in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from thinking_together.core.invented import INVENTED
from thinking_together.report.charts.letters import fold
from thinking_together.report.domain.document import Document

FONT = "Arial"
WIDE, HIGH, EDGE = 13.333, 7.5, 0.6  # inches
HEADING, TOP, PICTURE_TOP = 1.05, 1.7, 1.6
INSET = 0.1  # what a box keeps free on each side
SIZES = (24, 22, 20, 18, 16, 14, 12)
POINTS, LEADING, AFTER = 72, 1.2, 10
COLUMNS = (7.6, 2.6, WIDE - 2 * EDGE - 10.2)
TABLE_SIZE, CELL_EDGE = 14, 0.1


def fitting(lines: Sequence[str], high: float, largest: int = SIZES[0], *, bold: bool = False) -> int:
    """The largest size at which lines fit across the slide and into a height in inches."""
    sizes = [size for size in (largest, *SIZES) if size <= largest]
    return next((size for size in sizes if _height(lines, size, bold=bold) <= high), sizes[-1])


def _height(lines: Sequence[str], size: int, *, bold: bool = False) -> float:
    width = (WIDE - 2 * EDGE - 2 * INSET - 0.35) * POINTS
    rows = sum(len(fold(line, width, size, bold=bold)) for line in lines)
    return (rows * size * LEADING + (len(lines) - 1) * AFTER) / POINTS + INSET


def place_lines(slide: Any, lines: Sequence[str], *, top: float, bullets: bool = True) -> None:
    """Lines across the slide below ``top``."""
    from pptx.util import Inches, Pt

    high = HIGH - top - 0.3
    box = slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(WIDE - 2 * EDGE), Inches(high))
    frame = box.text_frame
    frame.word_wrap = True
    size = fitting(lines, high)
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        write_run(paragraph, line, size)
        paragraph.space_after = Pt(AFTER)
        if bullets:
            _bullet(paragraph)


def pages_of(rows: Sequence[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """Rows of a table parted so that each part fits a slide."""
    pages: list[list[tuple[str, ...]]] = [[]]
    for row in rows:
        if pages[-1] and sum(map(_row_height, [*pages[-1], row])) + _row_height(("",)) > HIGH - TOP - 0.3:
            pages.append([])
        pages[-1].append(row)
    return pages


def _row_height(row: tuple[str, ...]) -> float:
    lines = max(
        len(fold(words, (width - 2 * CELL_EDGE) * POINTS, TABLE_SIZE))
        for words, width in zip(row, COLUMNS, strict=False)
    )
    return lines * TABLE_SIZE * LEADING / POINTS + CELL_EDGE


def place_table(slide: Any, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table with its first row marked as header, every row as high as its words."""
    from pptx.util import Inches

    lines = [heads, *rows]
    heights = [_row_height(row) for row in lines]
    shape = slide.shapes.add_table(
        len(lines), len(heads), Inches(EDGE), Inches(TOP), Inches(WIDE - 2 * EDGE), Inches(sum(heights))
    )
    shape._element.nvGraphicFramePr.cNvPr.set("descr", "What is asked of whom, by when, most pressing first.")
    table = shape.table
    for column, width in enumerate(COLUMNS):
        table.columns[column].width = Inches(width)
    for row, (cells, height) in enumerate(zip(lines, heights, strict=True)):
        table.rows[row].height = Inches(height)
        for column, words in enumerate(cells):
            write_run(table.cell(row, column).text_frame.paragraphs[0], words, TABLE_SIZE, bold=row == 0)


def tell_sources(slide: Any, document: Document, numbers: Iterable[int], opening: str = "") -> None:
    """The speaker's notes: the evidence of the slide by its numbers, with where it comes from."""
    frame = slide.notes_slide.notes_text_frame
    views = {view.number: view for view in document.evidence}
    lines = [INVENTED] if document.invented else []
    lines += [opening] if opening else []
    for number in dict.fromkeys(numbers):
        view = views[number]
        source = view.table.source if view.table else None
        where = ", ".join(part for part in (source.name, source.date) if part) if source else ""
        title = "A passage that is quoted" if view.passage else view.title
        lines.append(f"[{number}] {title}." + (f" Source: {where}." if where else ""))
    for at, line in enumerate(lines):
        write_run(frame.paragraphs[0] if at == 0 else frame.add_paragraph(), line, 12)


def _bullet(paragraph: Any) -> None:
    """A real list item: a reader of slides hears that it is one."""
    from pptx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "285750")
    properties.set("indent", "-285750")
    properties.append(properties.makeelement(qn("a:buChar"), {"char": "•"}))


def write_run(paragraph: Any, words: str, size: int, *, bold: bool = False) -> None:
    """Words with their size, font and language."""
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
