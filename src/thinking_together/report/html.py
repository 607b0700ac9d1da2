"""The one semantic HTML of a report: as a file of its own, and as the source of PDF and DOCX."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.template.loader import get_template
from markdown_it import MarkdownIt
from markupsafe import Markup

from thinking_together.content.support import shipped_support
from thinking_together.evidence.formats import number
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.charts.marks import NOT_SHOWN_WORDS, value_words
from thinking_together.report.domain.document import (
    Block,
    Cell,
    Document,
    EvidenceView,
    FindingNote,
    ParagraphView,
    TableView,
)

STYLE = Path(__file__).parent / "style.css"
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_BARE = re.compile(r"(?<![(<\"'])\bhttps?://[^\s<>)\]]+[^\s<>)\].,;]")


class Page(Protocol):
    """Where things are, for the templates: in a file or on the site. ``whole``: the report is there to link to.

    ``screen``: it is read on a screen, where a wide picture scrolls in its own place.
    """

    whole: bool
    screen: bool

    def evidence(self, number: int) -> str: ...

    def place(self, anchor: str) -> str: ...

    def number(self, reference: str) -> int: ...

    def picture(self, key: str) -> str: ...

    def finding(self, code: str) -> str: ...

    def asked(self, code: str) -> int: ...

    def in_order(self, codes: Iterable[str]) -> list[str]: ...

    def recommendation(self, code: str) -> str: ...

    def table(self, number: int) -> str: ...

    def behind(self, code: str) -> str: ...


class Places:
    """What every kind of page knows from the document alone."""

    whole = True
    screen = True

    def __init__(self, document: Document) -> None:
        self._numbers = {view.reference: view.number for view in document.evidence}
        self._phases = {view.number: view.phase for view in document.evidence if view.table is not None or view.passage}
        self._asked = {r.code: n for n, r in enumerate(document.recommendations(), start=1)}
        self._behind = document.behind()
        self._titles = {s.finding.code: s.finding.title for s in document.findings() if s.finding}

    def number(self, reference: str) -> int:
        return self._numbers.get(reference, 0)

    def finding(self, code: str) -> str:
        return self._titles.get(code, code)

    def asked(self, code: str) -> int:
        return self._asked.get(code, 0)

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Those recommendations that the report prints, in its order."""
        return sorted((code for code in codes if code in self._asked), key=self.asked)

    def evidence(self, number: int) -> str:
        return f"#e{number}"

    def place(self, anchor: str) -> str:
        """Where a sentence, table or picture stands; a sentence behind a finding stands on a page of its own."""
        code = self._behind.get(anchor)
        if code is None:
            return f"#{anchor}"
        page = self.behind(code).partition("#")[0]
        return f"{page}#{anchor}" if page else ""

    def behind(self, code: str) -> str:
        return ""

    def recommendation(self, code: str) -> str:
        return ""


class FilePlaces(Places):
    """A file of its own: pictures inside it, tables in the supplement beside it (or named without a link)."""

    def __init__(
        self, document: Document, drawings: Mapping[str, Drawing], *, pixels: bool = False, supplement: bool = True
    ) -> None:
        super().__init__(document)
        self._drawings = drawings
        self._pixels = pixels
        self._supplement = supplement

    def picture(self, key: str) -> str:
        drawing = self._drawings[key]
        if self._pixels:
            return "data:image/png;base64," + base64.b64encode(drawing.png()).decode()
        return "data:image/svg+xml;base64," + base64.b64encode(drawing.svg.encode()).decode()

    def table(self, number: int) -> str:
        phase = self._phases.get(number)
        return f"supplement/{phase}.html#e{number}" if phase and self._supplement else ""

    def recommendation(self, code: str) -> str:
        """Its trail, in the supplement."""
        return f"supplement/recommendations.html#{code}" if self._supplement else ""

    def behind(self, code: str) -> str:
        """The annex beside the report; nowhere from a file that travels alone."""
        return f"supplement/findings.html#behind-{code}" if self._supplement else ""


class PaperPlaces(FilePlaces):
    """A file that travels alone and is read page by page."""

    screen = False

    def __init__(self, document: Document, drawings: Mapping[str, Drawing], *, pixels: bool = False) -> None:
        super().__init__(document, drawings, pixels=pixels, supplement=False)


class SummaryPlaces(PaperPlaces):
    """Page one as a file of its own: nothing to link to; its small numbers are those of the report's evidence."""

    whole = False


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive list items together, or one block."""

    bullets: tuple[ParagraphView, ...] = ()
    block: Block | None = None


def file_html(document: Document, page: Page, *, styled: bool = True) -> str:
    """The report as one HTML file; without its style for documents that bring their own."""
    return render("report/file.html", document, page, style=style() if styled else "")


def style() -> Markup:
    """The report's style sheet, to stand inside a page."""
    return Markup(STYLE.read_text(encoding="utf-8"))  # noqa: S704 - our own file


def render(template: str, document: Document, page: Page, **more: Any) -> str:
    return str(get_template(template).render(context(document, page) | more))


def context(document: Document, page: Page) -> dict[str, Any]:
    """What the templates of the report use."""
    return {
        "document": document,
        "page": page,
        "support": shipped_support(document.local_support),
        "kind": lambda value: type(value).__name__,
        "inline": inline,
        "grouped": grouped,
        "behind_table": behind_table,
        "confidence_table": confidence_table,
        "answer_words": answer_words,
    }


def inline(text: str) -> Markup:
    """Words with links and emphasis; HTML in them is text. Spaces at the ends stay."""
    linked = _BARE.sub(lambda match: f"<{match[0]}>", text)
    body = _MARKDOWN.renderInline(linked.strip())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return Markup(before + body + after)  # noqa: S704 - made by the Markdown renderer with raw HTML off


def grouped(blocks: Iterable[Block]) -> list[Group]:
    """List items that follow each other as one list."""
    out: list[Group] = []
    for block in blocks:
        if isinstance(block, ParagraphView) and block.bullet:
            if out and out[-1].bullets:
                out[-1] = Group((*out[-1].bullets, block))
            else:
                out.append(Group((block,)))
        else:
            out.append(Group(block=block))
    return out


def behind_table(note: FindingNote) -> TableView:
    """What each phase says to a finding."""
    rows = tuple((Cell(s.phase), Cell(s.convergence), Cell(s.explanation, said=s.why)) for s in note.says)
    return TableView(f"says-{note.code}", f"What each phase says: {note.title}", ("Phase", "Says", "Why"), rows)


def confidence_table(note: FindingNote) -> TableView:
    """How confident the analysts are, component by component."""
    rows = tuple((Cell(j.component.capitalize()), Cell(j.level), Cell(j.explanation, said=j.why)) for j in note.judged)
    return TableView(
        f"judged-{note.code}", f"Confidence (CERQual-informed): {note.title}", ("Component", "Level", "Why"), rows
    )


def answer_words(view: EvidenceView) -> str:
    """The answer of a reference in a line: the figure with its interval, or how many figures the table has."""
    if view.table is None:
        return ""
    if len(view.table.statistics) > 1:
        return f"A table of {number(len(view.table.statistics))} figures."
    one = view.table.statistics[0]
    if one.value is None:
        return NOT_SHOWN_WORDS[one.state].capitalize() + "."
    told = value_words(one)
    if one.lower is None or one.upper is None:
        return f"{told}, of a full count." if view.table.full_count else f"{told}."
    times, sign, places = (100, "%", 0) if one.kind == "proportion" else (1, "", 1)
    return (
        f"{told}, 95% interval {number(one.lower * times, places)}{sign} to {number(one.upper * times, places)}{sign}."
    )
