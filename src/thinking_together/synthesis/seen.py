"""The synthesis as the report and the site read it: frozen, with prose parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.analysis.tables import Statistic
from thinking_together.evidence.prose import Prose


@dataclass(frozen=True, slots=True)
class CodeView:
    code: str
    name: str
    definition: str
    parent: str  # short name of the parent, empty at the top


@dataclass(frozen=True, slots=True)
class ThemeView:
    code: str
    title: str
    summary: Prose
    codes: tuple[CodeView, ...]
    findings: tuple[str, ...]  # codes, in order


@dataclass(frozen=True, slots=True)
class TriangulationView:
    """What a phase says about a finding; labels are the words a reader sees."""

    phase: str
    phase_label: str
    convergence: str
    convergence_label: str
    silence_kind: str
    explanation: str


@dataclass(frozen=True, slots=True)
class ConfidenceView:
    component: str
    component_label: str
    level: str
    level_label: str
    explanation: str


@dataclass(frozen=True, slots=True)
class NegativeCaseView:
    looked_for: str
    found: str
    explanation: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with what was judged about it; triangulation stands in the order of the phases."""

    code: str
    title: str
    kind: str
    kind_label: str
    theme: str  # empty for none
    theme_title: str
    headline: bool
    body: Prose
    triangulation: tuple[TriangulationView, ...]
    confidence: tuple[ConfidenceView, ...]
    negative_cases: tuple[NegativeCaseView, ...]
    recommendations: tuple[str, ...]  # codes, in order of priority


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """``priority`` counts from 1; ``owner_name`` is empty where nobody has taken it on yet."""

    code: str
    group: str
    group_label: str
    text: Prose
    owner: str
    owner_name: str
    due: date | None
    priority: int
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """In how much of a phase's units a theme was found, after the gate."""

    phase: str
    unit: str
    statistic: Statistic


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """One cell of the framework matrix.

    ``shares`` holds one entry for each phase with texts (for a phase's column its own only). ``convergence`` sums up
    what the theme's findings say of a phase (empty for a sector): dissonance before agreement before partial
    agreement before silence; ``triangulation`` holds (finding, convergence) for each.
    """

    theme: str
    column_kind: str
    column_code: str
    column_label: str
    summary: str
    texts: tuple[str, ...]
    shares: tuple[Share, ...]
    convergence: str = ""
    triangulation: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkMatrix:
    """Themes by sectors and themes by phases, every cell there, in order."""

    themes: tuple[tuple[str, str], ...]
    sectors: tuple[tuple[str, str], ...]
    phases: tuple[tuple[str, str], ...]
    cells: tuple[FrameworkCell, ...]

    def cell(self, theme: str, column_kind: str, column_code: str) -> FrameworkCell:
        """The cell; ``KeyError`` when there is no such row or column."""
        for cell in self.cells:
            if (cell.theme, cell.column_kind, cell.column_code) == (theme, column_kind, column_code):
                return cell
        raise KeyError((theme, column_kind, column_code))


@dataclass(frozen=True, slots=True)
class CodingSummary:
    """How much was coded and by how many, and the approach that was declared (empty where none is)."""

    approach: str
    unit_of_agreement: str
    note: str
    codes: int
    codings: int
    coders: int
    texts: int
    texts_coded: int
    texts_coded_twice: int  # by at least two coders
