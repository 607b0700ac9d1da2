"""What people make of the evidence of any programme: codes, themes, findings, recommendations, quotes, a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from tests.factories.whole.words import cell_of, cells, codes, days, lines, maybe, one_or_none, picked, some

from thinking_together.core.tabular import Code
from thinking_together.evidence.files import ConfirmedRow, QuoteRow
from thinking_together.evidence.prose import BadProse, parse_prose
from thinking_together.programmes.models import PhaseCode
from thinking_together.report.files import SectionEntry
from thinking_together.report.models import SectionCode
from thinking_together.synthesis import rows
from thinking_together.synthesis import vocabulary as words
from thinking_together.synthesis.codebook import RESERVED, short_name, tree_order

PROSE = (
    "Staff said so.",
    "{{ survey/training?option=mhfa | percent }} had it.\n\nA second paragraph.",
    "## A heading\n\n- one\n- two",
    "::: context\nBackground.\n:::",
    'He said "no", she said =1+1.',
    "Ünïcödé ß 🧠",
)
prose = st.sampled_from(PROSE)


def _reads(text: str) -> bool:
    try:
        parse_prose(text)
    except BadProse:
        return False
    return True


judgements = maybe.filter(_reads)


@dataclass(frozen=True)
class Synthesis:
    approach: rows.ApproachRow
    codes: list[rows.CodeEntry]
    codings: list[rows.CodingRow]
    themes: list[rows.ThemeRow]
    framework: list[rows.FrameworkRow]
    findings: list[rows.FindingEntry]
    triangulation: list[rows.TriangulationRow]
    confidence: list[rows.ConfidenceRow]
    negative_cases: list[rows.NegativeCaseRow]
    recommendations: list[rows.RecommendationRow]


@st.composite
def codebooks(draw: Any) -> list[rows.CodeEntry]:
    made: list[rows.CodeEntry] = []
    for at, code in enumerate(draw(some(codes.filter(lambda c: c not in RESERVED), most=4))):
        name = draw(st.just(str(code)) | lines)[:300].strip()
        parent = draw(one_or_none([entry.code for entry in made]))
        definition = draw(lines | st.just(""))
        made.append(rows.CodeEntry(str(code), name, definition, parent, UUID(int=at + 1), "", draw(st.booleans())))
    return tree_order(made)


def names_of(entries: list[rows.CodeEntry]) -> list[rows.CodeNameRow]:
    return [rows.CodeNameRow(str(e.guid), Code(e.code)) for e in entries if short_name(e.name) != e.code]


@st.composite
def passages(draw: Any, texts: dict[str, int]) -> tuple[str, int, int]:
    ref = draw(st.sampled_from(sorted(texts)))
    start = draw(st.integers(0, texts[ref] - 1))
    return ref, start, draw(st.integers(start + 1, texts[ref]))


_approaches = st.builds(rows.ApproachRow, st.just(Code("framework")), st.just(Code("answer")), maybe) | st.builds(
    rows.ApproachRow, st.just(Code("reflexive")), st.none(), maybe
)


@st.composite
def syntheses(draw: Any, texts: dict[str, int], sectors: list[Code], partners: list[Code]) -> Synthesis:
    book = draw(codebooks())
    known = [Code(entry.code) for entry in book]
    coded: list[rows.CodingRow] = []
    if texts and known:
        found = draw(st.lists(st.tuples(passages(texts), st.sampled_from(known), codes), max_size=4, unique=True))
        coded = [rows.CodingRow(ref, code, start, end, coder) for (ref, start, end), code, coder in found]
    themes = [
        rows.ThemeRow(code, draw(cell_of(300)), draw(prose | st.just("")), tuple(draw(picked(known))))
        for code in draw(some(codes))
    ]
    theme_codes = [theme.theme for theme in themes]
    framework = [
        rows.FrameworkRow(theme, Code("sector"), sector, draw(cells), tuple(draw(picked(sorted(texts)))))
        for theme in theme_codes
        for sector in draw(picked(sectors))
    ]
    findings = [
        rows.FindingEntry(
            str(code),
            draw(lines)[:300].strip(),
            draw(prose),
            draw(st.sampled_from(words.FindingKind.values)),
            draw(one_or_none(theme_codes)),
            draw(st.booleans()),
        )
        for code in sorted(draw(some(codes)))
    ]
    told = [Code(finding.code) for finding in findings]
    return Synthesis(
        draw(_approaches),
        book,
        coded,
        themes,
        framework,
        sorted(findings, key=lambda f: f"{f.code}.md"),
        [draw(_triangulation(code, phase)) for code in told for phase in draw(picked(PhaseCode.values))],
        [
            rows.ConfidenceRow(c, Code(part), Code(draw(st.sampled_from(words.Level.values))), draw(judgements))
            for c in told
            for part in draw(picked(words.Component.values))
        ],
        [
            rows.NegativeCaseRow(code, draw(judgements), draw(judgements), draw(judgements))
            for code in draw(picked(told))
        ],
        draw(_recommendations(told, partners)),
    )


@st.composite
def _triangulation(draw: Any, finding: Code, phase: str) -> rows.TriangulationRow:
    convergence = draw(st.sampled_from(words.Convergence.values))
    silence = Code("not_asked") if convergence == words.Convergence.SILENCE else None
    return rows.TriangulationRow(finding, Code(phase), Code(convergence), silence, draw(judgements))


@st.composite
def _recommendations(draw: Any, findings: list[Code], partners: list[Code]) -> list[rows.RecommendationRow]:
    groups = st.sampled_from(words.RecommendationGroup.values).map(Code)
    return [
        rows.RecommendationRow(
            code,
            draw(groups),
            draw(prose),
            draw(one_or_none(partners)),
            draw(st.none() | days),
            tuple(draw(picked(findings))),
        )
        for code in draw(some(codes))
    ]


@dataclass(frozen=True)
class Evidence:
    quotes: list[QuoteRow]
    confirmed: list[ConfirmedRow]


@st.composite
def evidence(draw: Any, texts: dict[str, int]) -> Evidence:
    quotes = []
    if texts:
        found = draw(st.lists(passages(texts), max_size=3, unique=True))
        quotes = [
            QuoteRow(ref, start, end, Code(draw(st.sampled_from(["quote", "internal"]))), "analyst", "lead", draw(days))
            for ref, start, end in sorted(found)
        ]
    cited = draw(st.lists(st.tuples(cell_of(160), cell_of(1000)), max_size=3, unique=True))
    return Evidence(quotes, [ConfirmedRow(citing, ref, draw(cell_of(2000))) for citing, ref in sorted(cited)])


@st.composite
def sections(draw: Any) -> list[SectionEntry]:
    places = draw(st.lists(st.integers(0, 99), unique=True, min_size=7, max_size=7).map(sorted))
    chosen = draw(picked(SectionCode.values))
    return [
        SectionEntry(at, code, draw(lines)[:200].strip(), draw(prose)) for at, code in zip(places, chosen, strict=False)
    ]
