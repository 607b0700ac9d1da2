"""The synthesis of a programme as the rows of its files; reading them back gives an equal one."""

from __future__ import annotations

from collections.abc import Iterator

from thinking_together.core.tabular import Code as Name
from thinking_together.programmes.models import Programme
from thinking_together.synthesis import models, rows
from thinking_together.synthesis.codebook import short_name


def approach(programme: Programme) -> rows.ApproachRow | None:
    declared = models.Approach.objects.filter(programme=programme).first()
    if declared is None:
        return None
    unit = Name(declared.unit_of_agreement) if declared.unit_of_agreement else None
    return rows.ApproachRow(Name(declared.kind), unit, declared.note)


def codes(programme: Programme) -> list[rows.CodeEntry]:
    found = models.Code.objects.filter(programme=programme).select_related("parent")
    return [
        rows.CodeEntry(
            code.code,
            code.name,
            code.definition,
            code.parent.code if code.parent else None,
            code.guid,
            code.color,
            code.codable,
        )
        for code in found
    ]


def code_names(entries: list[rows.CodeEntry]) -> Iterator[rows.CodeNameRow]:
    for entry in entries:
        if short_name(entry.name) != entry.code:
            yield rows.CodeNameRow(str(entry.guid), Name(entry.code))


def codings(programme: Programme) -> Iterator[rows.CodingRow]:
    found = models.Coding.objects.filter(code__programme=programme)
    for text, code, start, end, coder in found.values_list("text__ref", "code__code", "start", "end", "coder"):
        yield rows.CodingRow(text, Name(code), start, end, Name(coder))


def themes(programme: Programme) -> Iterator[rows.ThemeRow]:
    for theme in models.Theme.objects.filter(programme=programme).prefetch_related("code_links__code"):
        members = tuple(Name(link.code.code) for link in theme.code_links.all())
        yield rows.ThemeRow(Name(theme.code), theme.title, theme.summary, members)


def framework(programme: Programme) -> Iterator[rows.FrameworkRow]:
    found = models.FrameworkSummary.objects.filter(theme__programme=programme).select_related("theme")
    for cell in found.prefetch_related("text_links__text"):
        texts = tuple(link.text.ref for link in cell.text_links.all())
        yield rows.FrameworkRow(
            Name(cell.theme.code), Name(cell.column_kind), Name(cell.column_code), cell.summary, texts
        )


def findings(programme: Programme) -> Iterator[rows.FindingEntry]:
    for one in models.Finding.objects.filter(programme=programme).select_related("theme"):
        theme = one.theme.code if one.theme else None
        yield rows.FindingEntry(one.code, one.title, one.body, one.kind, theme, one.headline)


def front(entry: rows.FindingEntry) -> dict[str, str | bool]:
    """A finding's front matter, without what is empty."""
    told: dict[str, str | bool] = {"title": entry.title, "kind": entry.kind}
    if entry.theme:
        told["theme"] = entry.theme
    return {**told, "headline": entry.headline}


def triangulation(programme: Programme) -> Iterator[rows.TriangulationRow]:
    for row in models.Triangulation.objects.filter(finding__programme=programme).select_related("finding"):
        yield rows.TriangulationRow(
            Name(row.finding.code),
            Name(row.phase),
            Name(row.convergence),
            Name(row.silence_kind) if row.silence_kind else None,
            row.explanation,
        )


def confidence(programme: Programme) -> Iterator[rows.ConfidenceRow]:
    for row in models.Confidence.objects.filter(finding__programme=programme).select_related("finding"):
        yield rows.ConfidenceRow(Name(row.finding.code), Name(row.component), Name(row.level), row.explanation)


def negative_cases(programme: Programme) -> Iterator[rows.NegativeCaseRow]:
    for row in models.NegativeCase.objects.filter(finding__programme=programme).select_related("finding"):
        yield rows.NegativeCaseRow(Name(row.finding.code), row.looked_for, row.found, row.explanation)


def recommendations(programme: Programme) -> Iterator[rows.RecommendationRow]:
    found = models.Recommendation.objects.filter(programme=programme).select_related("owner")
    for one in found.prefetch_related("finding_links__finding"):
        yield rows.RecommendationRow(
            Name(one.code),
            Name(one.group),
            one.text,
            Name(one.owner.code) if one.owner else None,
            one.due,
            tuple(Name(link.finding.code) for link in one.finding_links.all()),
        )
