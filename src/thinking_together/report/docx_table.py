"""Tables of the DOCX: header rows marked, across the page, columns as wide as what they hold asks for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

TEXT_WIDTH = 9410  # twentieths of a point: A4 without its margins
LEAST, MOST = 13, 64  # letters that decide a column's width


def finish_table(table: Any) -> None:
    """The first row is a header that repeats, the first column names the rows; no row breaks across pages."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for at, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for name in ("w:cantSplit", *(("w:tblHeader",) if at == 0 else ())):
            if properties.find(qn(name)) is None:
                element = OxmlElement(name)
                element.set(qn("w:val"), "true")
                properties.append(element)
    for cell in table.rows[0].cells if table.rows else ():
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.bold = True
    _bordered(table)
    _across(table)
    _named(table)


def _bordered(table: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "B1B4B6")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(borders)
    else:
        look.set(qn("w:firstColumn"), "1")
        look.addprevious(borders)


def _across(table: Any) -> None:
    """The whole width of the text, shared out by the longest cell of each column."""
    from docx.oxml.ns import qn
    from docx.shared import Twips

    rows = [[cell.text for cell in row.cells] for row in table.rows]
    if not rows or not rows[0]:
        return
    weights = [min(MOST, max(LEAST, *(len(row[at]) for row in rows))) for at in range(len(rows[0]))]
    ends = [0, *(TEXT_WIDTH * sum(weights[: at + 1]) // sum(weights) for at in range(len(weights)))]
    widths = [after - before for before, after in pairwise(ends)]
    size = table._tbl.tblPr.find(qn("w:tblW"))
    if size is not None:
        size.set(qn("w:type"), "dxa")
        size.set(qn("w:w"), str(TEXT_WIDTH))
    for column, width in zip(table._tbl.tblGrid.iter(qn("w:gridCol")), widths, strict=False):
        column.set(qn("w:w"), str(width))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = Twips(width)


def _named(table: Any) -> None:
    """The table's name for people who hear it: its caption without the numbers of the evidence."""
    from docx.oxml.ns import qn

    before = table._tbl.getprevious()
    name = table._tbl.tblPr.find(qn("w:tblCaption"))
    if name is None or before is None:
        return
    raised = f"{qn('w:rPr')}/{qn('w:vertAlign')}"
    runs = (run for run in before.iter(qn("w:r")) if run.find(raised) is None)
    words = "".join(text.text or "" for run in runs for text in run.iter(qn("w:t"))).strip()
    if words:
        name.set(qn("w:val"), words)
