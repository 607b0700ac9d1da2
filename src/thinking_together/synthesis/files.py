"""The synthesis's part of a bundle."""

from __future__ import annotations

from thinking_together.core.tabular import FolderWriter
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part
from thinking_together.synthesis import frontmatter, shapes, writing
from thinking_together.synthesis.codebook import print_codebook
from thinking_together.synthesis.domain.codebook import add_codebook, declare_approach
from thinking_together.synthesis.domain.coding import add_codings
from thinking_together.synthesis.domain.findings import (
    add_confidence,
    add_findings,
    add_negative_cases,
    add_triangulation,
)
from thinking_together.synthesis.domain.recommendations import add_recommendations
from thinking_together.synthesis.domain.themes import add_framework, add_themes
from thinking_together.synthesis.reading import Parsed, read


def save(programme: Programme, parsed: Parsed) -> None:
    if parsed.approach:
        declare_approach(programme=programme, approach=parsed.approach, by=SYSTEM)
    add_codebook(programme=programme, codes=parsed.codes, by=SYSTEM)
    add_codings(programme=programme, codings=parsed.codings, by=SYSTEM)
    add_themes(programme=programme, themes=parsed.themes, by=SYSTEM)
    add_framework(programme=programme, cells=parsed.framework, by=SYSTEM)
    add_findings(programme=programme, findings=parsed.findings, by=SYSTEM)
    add_triangulation(programme=programme, rows=parsed.triangulation, by=SYSTEM)
    add_confidence(programme=programme, rows=parsed.confidence, by=SYSTEM)
    add_negative_cases(programme=programme, rows=parsed.negative_cases, by=SYSTEM)
    add_recommendations(programme=programme, rows=parsed.recommendations, by=SYSTEM)


def write(programme: Programme, writer: FolderWriter) -> None:
    approach = writing.approach(programme)
    if approach:
        shapes.APPROACH.write(writer, approach)
    codes = writing.codes(programme)
    if codes:
        writer.write_bytes(shapes.CODEBOOK.name, print_codebook(codes))
    shapes.CODE_NAMES.write(writer, writing.code_names(codes))
    shapes.CODINGS.write(writer, writing.codings(programme))
    shapes.THEMES.write(writer, writing.themes(programme))
    shapes.FRAMEWORK.write(writer, writing.framework(programme))
    for entry in writing.findings(programme):
        name = f"{shapes.FINDINGS_FOLDER}/{entry.code}.md"
        writer.write_text(name, frontmatter.join(writing.front(entry), entry.body))
    shapes.TRIANGULATION.write(writer, writing.triangulation(programme))
    shapes.CONFIDENCE.write(writer, writing.confidence(programme))
    shapes.NEGATIVE_CASES.write(writer, writing.negative_cases(programme))
    shapes.RECOMMENDATIONS.write(writer, writing.recommendations(programme))


PART = Part("synthesis", 90, shapes.FILES, read, save, write)
