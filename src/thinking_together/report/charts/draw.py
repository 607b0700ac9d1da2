"""From a gated table to a finished picture: which kind it is, drawn once and kept by what it shows."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from thinking_together.analysis.tables import Kind, State, Table
from thinking_together.core.filing import write_whole
from thinking_together.report.charts import bars, flow, heat, rates, stacked, vega
from thinking_together.report.charts.frame import Frame, Svg
from thinking_together.report.charts.headline import headline, matrix_line
from thinking_together.report.charts.matrix import MatrixRow
from thinking_together.report.charts.matrix import draw as draw_matrix
from thinking_together.report.charts.shape import period_of, scale_of
from thinking_together.report.charts.words import describe
from thinking_together.report.freezing import freeze

logger = logging.getLogger(__name__)
VERSION = 4  # part of every key: raise it when the same table is to look different
MOST_CELLS = 160
MOST_BARS = 30
DRAWINGS: dict[str, Callable[[Table], str]] = {
    "bars": bars.draw,
    "participation": bars.draw,
    "stacked": stacked.draw,
    "heat": heat.draw,
    "rates": rates.draw,
    "trend": rates.trend,
    "flow": flow.draw,
}
ALSO = {"likert": "stacked", "baseline": "stacked", "map": "heat", "gap_map": "heat", "coupled": "bars"}
SUBTITLES = {
    "bars": "Share of {unit}; black lines: 95% intervals, where the true share could plausibly lie.",
    "participation": "Answers as a share of everybody who works there; black lines: 95% intervals.",
    "stacked": "Each line adds up to 100% of its {unit} (n).",
    "heat": "Number of {unit}: the darker, the more. A dashed frame marks a gap.",
    "rates": "{per}. Points: rates; lines: 95% intervals. Where the line misses the other point, they differ.",
    "trend": "{per}. Shaded: 95% intervals.",
    "flow": "What was found, taken out and kept.",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its key (a hash of what it shows), SVG, size, what it says in words, and its title in the picture."""

    key: str
    svg: str
    width: int
    height: int
    alt: str
    line: str = ""

    def png(self) -> bytes:
        """The same picture in pixels, for documents that take no SVG."""
        return _pixels(self.svg)


@lru_cache(maxsize=64)
def _pixels(svg: str) -> bytes:
    """The pictures of a report stand in several of its files, and drawing one takes a tenth of a second."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=2))


def kind_of(table: Table, wanted: str = "") -> str | None:
    """The drawing a table asks for, or ``None`` where a picture would say less than the table."""
    wanted = ALSO.get(wanted, wanted)
    if wanted in DRAWINGS and fits(table, wanted):
        return wanted
    if not fits(table, "bars"):
        return None
    names = [d.name for d in table.dimensions]
    if "stage" in names and table.kind is Kind.COUNT and len(names) == 1:
        return "flow"
    if period_of(table) is not None:
        return "trend"
    if table.kind is Kind.RATE:
        return "rates"
    if stacked.shares_out(table):
        return "stacked"
    long = len(names) == 2 and min(len(d.values) for d in table.dimensions) > 3
    return "heat" if long or len(table.statistics) > MOST_BARS else "bars"


def fits(table: Table, kind: str) -> bool:
    """Whether a kind of drawing can draw the table at all."""
    dimensions = len(table.dimensions)
    if not table.shown() or not 2 <= len(table.statistics) <= MOST_CELLS:
        return False
    if kind == "flow":
        return dimensions == 1
    if kind == "heat":
        return dimensions == 2
    if kind == "stacked":
        return dimensions <= 2 and scale_of(table) is not None
    return dimensions in (1, 2)


@dataclass(frozen=True, slots=True)
class Plan:
    """A picture before it is drawn: which, around what, and the key and words that it will have. Quick to make."""

    kind: str
    frame: Frame
    content: str
    alt: str

    @property
    def key(self) -> str:
        return _key(self.content, self.frame, self.alt)


def planned(table: Table, wanted: str = "") -> Plan | None:
    """What the table's picture will be, or ``None`` where it has none."""
    kind = kind_of(table, wanted)
    if kind is None:
        return None
    line, reading = headline(table, kind), _subtitle(table, kind)
    if line:
        reading = f"{table.title}. {reading}"
    frame = Frame(line or table.title, reading, _source(table), table.source.invented, _notes(table, kind))
    return Plan(kind, frame, json.dumps([kind, freeze(table)], sort_keys=True), describe(table, kind, line))


def draw(table: Table, wanted: str = "", *, cache: Path | None = None) -> Drawing | None:
    """The table's picture, or ``None`` where it has none. ``cache`` is a folder where pictures are kept."""
    plan = planned(table, wanted)
    if plan is None:
        return None
    return _kept(plan.content, plan.frame, lambda: _inner(table, plan.kind), plan.alt, cache)


def _inner(table: Table, kind: str) -> str:
    with vega.unchecked():
        return DRAWINGS[kind](table)


def matrix(
    title: str, columns: tuple[str, ...], rows: tuple[MatrixRow, ...], *, invented: bool, cache: Path | None = None
) -> Drawing:
    """Themes against phases."""
    line = matrix_line([row.states for row in rows])
    reading = "Whether the findings of a theme are seen in a phase. A dashed frame marks disagreement."
    frame = Frame(
        line or title,
        f"{title}. {reading}" if line else reading,
        "findings of this report, compared across phases",
        invented,
        ("Silent: not asked there, or asked and not raised.",),
    )
    told = "; ".join(
        f"{row.label}: " + ", ".join(f"{c} {s or 'no statement'}" for c, s in zip(columns, row.states, strict=True))
        for row in rows
    )
    alt = f"{'INVENTED. ' if invented else ''}Table map: {title}. {line + '. ' if line else ''}{told}."
    content = json.dumps([title, columns, [[r.label, r.states] for r in rows], invented])
    return _kept(content, frame, lambda: draw_matrix(columns, rows), alt, cache)


def _kept(content: str, frame: Frame, inner: Callable[[], str], alt: str, cache: Path | None) -> Drawing:
    key = _key(content, frame, alt)
    path = cache / f"{key}.svg" if cache else None
    if path is not None and path.is_file():
        return _drawing(key, path.read_text(encoding="utf-8"), alt, frame.title)
    svg: Svg = frame.around(inner())
    if path is not None:
        _keep(path, svg.text)
    return Drawing(key, svg.text, svg.width, svg.height, alt, frame.title)


def _key(content: str, frame: Frame, alt: str) -> str:
    return hashlib.sha256(f"{VERSION}\n{content}\n{frame}\n{alt}".encode()).hexdigest()[:24]


def _keep(path: Path, svg: str) -> None:
    """A picture that cannot be kept is drawn again the next time: no reason to have no report."""
    try:
        write_whole(path, svg.encode())
    except OSError:
        logger.warning("a picture could not be kept", exc_info=True)


def _drawing(key: str, svg: str, alt: str, line: str) -> Drawing:
    head = svg[: svg.index(">")]
    size = {name: int(head.split(f' {name}="')[1].split('"')[0]) for name in ("width", "height")}
    return Drawing(key, svg, size["width"], size["height"], alt, line)


def _subtitle(table: Table, kind: str) -> str:
    if kind == "bars" and table.full_count:
        return "Shares of a full count: nothing was sampled."
    if kind == "participation" and table.full_count:
        return "Answers as a share of everybody who works there."
    if kind in ("bars", "participation") and not any(s.lower is not None for s in table.statistics):
        return f"Number of {table.unit}."
    if kind == "bars" and table.kind is not Kind.PROPORTION:
        return f"{_capital(rates.per(table))}; black lines: 95% intervals."
    if kind == "stacked" and table.kind is Kind.COUNT:
        return f"Numbers in the bars are {table.unit}; each line adds up to 100%."
    if kind == "heat" and table.kind is not Kind.COUNT:
        return f"Share of {table.unit}: the darker, the more."
    return SUBTITLES[kind].format(unit=table.unit, per=_capital(rates.per(table)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _source(table: Table) -> str:
    return ", ".join(part for part in (table.source.name, table.source.date) if part)


def _notes(table: Table, kind: str) -> tuple[str, ...]:
    """That something is not shown is said in the picture itself, and what its short words mean."""
    notes = []
    if kind == "heat" and any("saturat" in s.note.lower() for s in table.statistics):
        notes.append("“Many”: so much that more is hardly needed. “Few” and “none”: a gap.")
    if any(s.state is State.SUPPRESSED for s in table.statistics):
        notes.append("“Too few to show”: numbers so small that they could point at a person.")
    return tuple(notes)
