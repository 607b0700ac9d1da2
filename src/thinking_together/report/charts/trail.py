"""The trail of a recommendation as a picture: what is asked, the findings it answers, the evidence they stand on.

Read from left to right. Evidence stands by phase, with its numbers in the report.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from thinking_together.report.charts import theme
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.charts.frame import Frame, text_line
from thinking_together.report.charts.letters import fold
from thinking_together.report.domain.document import EvidenceView
from thinking_together.report.domain.naming import SHORT_PHASES, phase_name
from thinking_together.report.domain.trail import RecommendationTrail

COLUMNS = ((0, 200), (240, 220), (500, 220))  # left edge and width of what is asked, findings, evidence
LINE, PAD, GAP = 17, 10, 12
SUBTITLE = "From left to right: what is asked, the findings it answers, and the evidence they stand on."


@dataclass(frozen=True, slots=True)
class _Box:
    """Folded words with a place; the first ``bold`` lines are bold."""

    column: int
    lines: tuple[str, ...]
    bold: int
    fill: str

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * PAD

    def at(self, y: float) -> str:
        x, width = COLUMNS[self.column]
        words = "".join(
            text_line(x + PAD, y + PAD + 13 + n * LINE, line, size=12, bold=n < self.bold)
            for n, line in enumerate(self.lines)
        )
        return (
            f'<rect x="{x}" y="{y:.1f}" width="{width}" height="{self.height:.1f}" fill="{self.fill}" '
            f'stroke="{theme.QUIET}"/>{words}'
        )


def draw(trail: RecommendationTrail, number: int, *, invented: bool) -> Drawing:
    """The picture with its words; the same bytes for the same trail."""
    frame = Frame(f"The trail of recommendation {number}", SUBTITLE, "this report", invented)
    svg = frame.around(_body(trail, number))
    key = hashlib.sha256(svg.text.encode()).hexdigest()[:24]
    return Drawing(key, svg.text, svg.width, svg.height, words(trail, number, invented=invented), frame.title)


def words(trail: RecommendationTrail, number: int, *, invented: bool) -> str:
    """The same trail as a paragraph."""
    told = [
        f"It answers “{item.section.heading}”, which stands on "
        + ("; ".join(f"{phase}: evidence {_numbers(views)}" for phase, views in by_phase(item.evidence)) or "no figure")
        for item in trail.findings
    ]
    opening = f"{'INVENTED. ' if invented else ''}Trail of recommendation {number}: {trail.recommendation.text}"
    return f"{opening} {'. '.join(told) or 'It answers no finding'}."


def by_phase(evidence: tuple[EvidenceView, ...]) -> list[tuple[str, list[EvidenceView]]]:
    """Evidence by the phase it comes from, in the order of the phases."""
    order = [*SHORT_PHASES, *dict.fromkeys(v.phase for v in evidence if v.phase not in SHORT_PHASES)]
    found = [(phase, [v for v in evidence if v.phase == phase]) for phase in order]
    return [(SHORT_PHASES.get(phase, phase_name(phase)), views) for phase, views in found if views]


def _numbers(views: list[EvidenceView]) -> str:
    return ", ".join(str(view.number) for view in views)


def _body(trail: RecommendationTrail, number: int) -> str:
    pieces: list[str] = []
    joins: list[tuple[float, float, float, float]] = []
    y = 4.0
    middles: list[float] = []
    for item in trail.findings:
        confidence = item.section.finding.confidence if item.section.finding else ""
        finding = _folded(
            1, item.section.heading, f"Confidence: {confidence}" if confidence else "", theme.SEQUENTIAL[2]
        )
        phases = [
            _folded(2, phase, f"evidence {_numbers(views)}", "#ffffff") for phase, views in by_phase(item.evidence)
        ]
        high = max(finding.height, sum(box.height + GAP for box in phases) - GAP)
        middle = y + high / 2
        middles.append(middle)
        pieces.append(finding.at(middle - finding.height / 2))
        top = y + (high - (sum(box.height + GAP for box in phases) - GAP)) / 2
        for box in phases:
            pieces.append(box.at(top))
            joins.append((_right(1), middle, COLUMNS[2][0], top + box.height / 2))
            top += box.height + GAP
        y += high + 2 * GAP
    asked = _folded(0, f"Recommendation {number}", trail.recommendation.text, theme.SEQUENTIAL[1])
    height = max(y - GAP, asked.height + 8)
    centre = height / 2
    pieces.append(asked.at(centre - asked.height / 2))
    joins += [(_right(0), centre, COLUMNS[1][0], middle) for middle in middles]
    width = _right(2) + 2
    lines = "".join(_join(*join) for join in joins)
    return f'<svg width="{width}" height="{int(height + 4)}">{lines}{"".join(pieces)}</svg>'


def _folded(column: int, head: str, rest: str, fill: str) -> _Box:
    width = COLUMNS[column][1] - 2 * PAD
    bold = fold(head, width, 12, bold=True)
    return _Box(column, (*bold, *(fold(rest, width, 12) if rest else ())), len(bold), fill)


def _right(column: int) -> int:
    return sum(COLUMNS[column])


def _join(x1: float, y1: float, x2: float, y2: float) -> str:
    half = (x1 + x2) / 2
    return (
        f'<path d="M{x1:.1f},{y1:.1f} C{half:.1f},{y1:.1f} {half:.1f},{y2:.1f} {x2:.1f},{y2:.1f}" fill="none" '
        f'stroke="{theme.QUIET}" stroke-width="1.5"/>'
    )
