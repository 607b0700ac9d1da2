"""The coded figures of a phase: one for each code, and one for the themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thinking_together.analysis.tables import Kind, Source
from thinking_together.evidence.figures import FigureDimension, FigureInfo, Mode, Selection
from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.synthesis.canonical import OPEN, SURVEY
from thinking_together.synthesis.coded import Codebook, Coded, load_codebook
from thinking_together.synthesis.models import Theme

THEMES = "themes"
METHOD = "Share of {unit} with a text in which the code, or one below it, was found at least once"
MEASURE = FigureDimension(
    "measure", "Measure", (("units", "Where it was raised"), ("passages", "Passages")), default="units"
)


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """How a phase's units are called. ``unit_name`` is the key that names single ones, empty where none may be."""

    source: str
    unit: str
    unit_name: str = ""
    unit_label: str = ""
    policy: str = OPEN


PHASES = {
    PhaseCode.SURVEY.value: PhaseWords("Coded answers to the workforce survey", "responses", policy=SURVEY),
    PhaseCode.REFLECTION.value: PhaseWords("Coded notes of the reflective sessions", "sessions", "session", "Session"),
    PhaseCode.BASELINE.value: PhaseWords(
        "Coded comments and minutes of the NICE baseline assessment", "agencies and meetings", "meeting", "Meeting"
    ),
    PhaseCode.LITERATURE.value: PhaseWords("Coded records of grey literature", "records"),
    PhaseCode.LOCAL_DATA.value: PhaseWords("Coded notes on local data", "notes"),
    PhaseCode.NETWORK.value: PhaseWords("Coded notes of the learning network", "notes"),
}


@dataclass(frozen=True, slots=True)
class CodedFigure:
    """What a figure counts: all its codes together, and the rows it can be broken into."""

    name: str
    title: str
    codes: frozenset[str]
    rows_name: str = ""  # "child" or "theme"; empty for a code without children
    rows: tuple[tuple[str, str, frozenset[str]], ...] = ()  # (short name, label, codes)


@dataclass(frozen=True, slots=True)
class PhaseCatalogue:
    """All coded figures of one phase and what is said about them."""

    words: PhaseWords
    phase: str
    sectors: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    source: Source
    book: Codebook
    themes: tuple[CodedFigure, ...]

    @property
    def unit_name(self) -> str:
        return self.words.unit_name

    def figures(self) -> Iterator[CodedFigure]:
        """``themes`` (where there are any), then a figure for each code in the codebook's order."""
        if self.themes:
            rows = tuple((theme.name, theme.title, theme.codes) for theme in self.themes)
            together = frozenset[str]().union(*(theme.codes for theme in self.themes))
            yield CodedFigure(THEMES, "Themes", together, "theme", rows)
        for code, label in self.book.codes:
            below = self.book.children.get(code, ())
            rows = tuple((child, self.book.label(child), self.book.family(child)) for child in below)
            yield CodedFigure(code, label, self.book.family(code), "child" if rows else "", rows)

    def info(self, figure: CodedFigure) -> FigureInfo:
        dimensions = []
        if figure.rows:
            label = "Theme" if figure.rows_name == "theme" else figure.title
            values = tuple((code, label) for code, label, _ in figure.rows)
            dimensions.append(FigureDimension(figure.rows_name, label, values))
        dimensions.append(FigureDimension("sector", "Sector", self.sectors, pools=True))
        if self.unit_name:
            dimensions.append(FigureDimension(self.unit_name, self.words.unit_label, self.units))
        return FigureInfo(
            phase=self.phase,
            name=figure.name,
            title=f"{figure.title}: share of {self.words.unit} that raise {'them' if figure.name == THEMES else 'it'}",
            kind=Kind.PROPORTION,
            unit=self.words.unit,
            dimensions=(*dimensions, MEASURE),
            policy=self.words.policy,
            source=self.source,
            rank=figure.rows_name or "sector",
            method=METHOD.format(unit=self.words.unit),
        )

    def title(self, selection: Selection, kind: Kind) -> str:
        """What the table of a question is called."""
        info = selection.info
        told = info.title if kind is Kind.PROPORTION else info.title.rpartition(": ")[0] + ": passages"
        asked = [
            (d, choice) for d, (_, choice) in zip(info.dimensions, selection.choices, strict=True) if d is not MEASURE
        ]
        named = [d.label for d, choice in asked if choice.mode is Mode.EACH]
        for dimension, choice in asked:
            if choice.mode in (Mode.ONE, Mode.POOL):
                labels = dict(dimension.values)
                told += ", " + " and ".join(labels[value] for value in choice.values)
        return told + (", by " + " and ".join(label.lower() for label in named) if named else "")


def load_catalogue(programme: Programme, phase: str, coded: Coded) -> PhaseCatalogue:
    words = PHASES[phase]
    book = load_codebook(programme)
    themes = Theme.objects.filter(programme=programme).prefetch_related("codes")
    ran = programme.phases.filter(code=phase).first()
    source = Source(words.source, f"{ran.ends:%B %Y}" if ran else "", invented=programme.invented)
    return PhaseCatalogue(
        words,
        phase,
        coded.sectors,
        _units(programme, coded) if words.unit_name else (),
        source,
        book,
        tuple(_theme(theme, book) for theme in themes),
    )


def _theme(theme: Theme, book: Codebook) -> CodedFigure:
    families = (book.family(code.code) for code in theme.codes.all())
    return CodedFigure(theme.code, theme.title, frozenset[str]().union(*families))


def _units(programme: Programme, coded: Coded) -> tuple[tuple[str, str], ...]:
    """Sessions or meetings with a text. Agencies are left out: what one agency said stays inside the group."""
    agencies = set(programme.partners.values_list("code", flat=True))
    titles = dict(Gathering.objects.filter(programme=programme).values_list("code", "title"))
    return tuple((unit, titles.get(unit, unit)) for unit in _in_order(coded, titles) if unit not in agencies)


def _in_order(coded: Coded, titles: dict[str, str]) -> list[str]:
    place = {code: at for at, code in enumerate(titles)}
    return sorted(coded.units(), key=lambda unit: (place.get(unit, len(place)), unit))
