"""The report as DOCX: pandoc turns the one HTML into it, with its language, and what it leaves out is put right."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from thinking_together.report.charts.draw import Drawing
from thinking_together.report.docx_table import finish_table
from thinking_together.report.domain.document import Document
from thinking_together.report.html import PaperPlaces, file_html
from thinking_together.report.stable_zip import stable

FONT = "Arial"
BLUE = "1D4F91"


def write_docx(document: Document, drawings: Mapping[str, Drawing]) -> bytes:
    """The DOCX: en-GB, header rows marked, tables captioned, pictures with their words."""
    import pypandoc

    html = file_html(document, PaperPlaces(document, drawings, pixels=True), styled=False)
    with tempfile.TemporaryDirectory() as folder:
        reference, out = Path(folder, "reference.docx"), Path(folder, "report.docx")
        reference.write_bytes(_reference())
        pypandoc.convert_text(
            _pictures_beside(html, Path(folder)),
            "docx",
            format="html",
            outputfile=str(out),
            extra_args=[f"--reference-doc={reference}", f"--resource-path={folder}"],
        )
        data = out.read_bytes()
    return stable(_finished(data, document), document.as_of)


_PICTURE = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')


def _pictures_beside(html: str, folder: Path) -> str:
    """Pictures as files: inside the page they cost pandoc more than a gigabyte of memory."""

    def written(found: re.Match[str]) -> str:
        data = base64.b64decode(found[1])
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.png"
        (folder / name).write_bytes(data)
        return f'src="{name}"'

    return _PICTURE.sub(written, html)


def _reference() -> bytes:
    """The document whose styles pandoc takes: our own, made here and not shipped as a file nobody can read."""
    import docx
    import pypandoc
    from docx.shared import Mm, Pt, RGBColor

    base = _pandoc_reference(pypandoc)
    document = docx.Document(io.BytesIO(base))
    for style in document.styles:
        if getattr(style, "font", None) is not None and style.type == 1:
            style.font.name = FONT
    for name, size in (("Title", 20), ("Heading 1", 18), ("Heading 2", 15), ("Heading 3", 12.5), ("Heading 4", 11)):
        style = document.styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor.from_string(BLUE)
    for name in ("Normal", "Body Text", "First Paragraph", "Compact"):
        document.styles[name].font.size = Pt(10.5)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(22)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pandoc_reference(pypandoc: Any) -> bytes:
    import subprocess

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - pandoc's own path


def _finished(data: bytes, document: Document) -> bytes:
    import docx

    made = docx.Document(io.BytesIO(data))
    _properties(made, document)
    _title_once(made)
    for table in made.tables:
        finish_table(table)
    _banner(made, document)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _properties(made: Any, document: Document) -> None:
    properties = made.core_properties
    title = ("INVENTED: " if document.invented else "") + document.title
    properties.title, properties.author, properties.last_modified_by = title, document.place, document.place
    properties.language, properties.revision = "en-GB", 1
    day = datetime(document.as_of.year, document.as_of.month, document.as_of.day)
    properties.created = properties.modified = day


def _title_once(made: Any) -> None:
    """Pandoc puts the page's title and author in front; the report has its own."""
    for paragraph in list(made.paragraphs[:6]):
        if paragraph.style.name in ("Title", "Subtitle", "Author", "Date"):
            paragraph._p.getparent().remove(paragraph._p)


def _banner(made: Any, document: Document) -> None:
    """The title on every page, INVENTED before it where that is so."""
    for section in made.sections:
        header = section.header
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
        words = (
            "INVENTED: an example. This place, its people and its figures do not exist. " if document.invented else ""
        )
        run = paragraph.add_run(words + document.title)
        run.bold = document.invented
        _page_number(section.footer)


def _page_number(footer: Any) -> None:
    """“Page 3”, counted by the word processor."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    field[0].append(OxmlElement("w:t"))
    field[0][0].text = "1"
    paragraph._p.append(field)
