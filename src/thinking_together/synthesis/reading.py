"""Reading the synthesis's files: shapes, references to texts and codes, prose, with every problem named."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from thinking_together.core.tabular import CsvFile, Reading, YamlFile
from thinking_together.core.tabular.columns import CODE
from thinking_together.evidence.prose import BadProse, parse_prose
from thinking_together.programmes.models import PhaseCode
from thinking_together.synthesis import frontmatter, rows
from thinking_together.synthesis.codebook import BadCodebook, read_codebook
from thinking_together.synthesis.domain.codebook import agreement_problem
from thinking_together.synthesis.domain.coding import passage_problem
from thinking_together.synthesis.domain.findings import silence_problem
from thinking_together.synthesis.shapes import (
    APPROACH,
    CODE_NAMES,
    CODEBOOK,
    CODINGS,
    CONFIDENCE,
    FINDINGS,
    FINDINGS_FOLDER,
    FRAMEWORK,
    NEGATIVE_CASES,
    RECOMMENDATIONS,
    THEMES,
    TRIANGULATION,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything the files say, in their order."""

    approach: rows.ApproachRow | None
    codes: Sequence[rows.CodeEntry]
    codings: Sequence[rows.CodingRow]
    themes: Sequence[rows.ThemeRow]
    framework: Sequence[rows.FrameworkRow]
    findings: Sequence[rows.FindingEntry]
    triangulation: Sequence[rows.TriangulationRow]
    confidence: Sequence[rows.ConfidenceRow]
    negative_cases: Sequence[rows.NegativeCaseRow]
    recommendations: Sequence[rows.RecommendationRow]


def read(reading: Reading) -> Parsed:
    codes = _codebook(reading)
    codings = _codings(reading)
    return Parsed(
        _approach(reading, needed=bool(codings)),
        codes,
        codings,
        _themes(reading),
        _framework(reading),
        _findings(reading),
        _triangulation(reading),
        _confidence(reading),
        _negative_cases(reading),
        _recommendations(reading),
    )


def _approach(reading: Reading, *, needed: bool) -> rows.ApproachRow | None:
    there = reading.folder.has(APPROACH.name)
    approach = reading.mapping(APPROACH)
    if not there and needed:
        remedy = "Say in it which analytic approach was followed."
        reading.problems.add(APPROACH.name, "there are codings, but no approach is declared", remedy)
    wrong = agreement_problem(approach) if approach else ""
    if wrong:
        remedy = "Declare it for a framework or codebook analysis; leave it out of a reflexive one."
        reading.problems.add(APPROACH.name, wrong, remedy, column="unit_of_agreement")
    return approach


def _codebook(reading: Reading) -> Sequence[rows.CodeEntry]:
    before = reading.problems.count
    found = _codes(reading)
    if reading.problems.count > before:
        reading.unsure.add("code")
    return found


def _codes(reading: Reading) -> Sequence[rows.CodeEntry]:
    names = _code_names(reading)
    text = reading.text(CODEBOOK.name)
    if text is None:
        return ()
    try:
        book = read_codebook(text, {guid: code for guid, (_, code) in names.items()})
    except BadCodebook as bad:
        reading.problems.add(CODEBOOK.name, bad.what, bad.remedy, row=bad.line)
        return ()
    for slip in book.slips:
        reading.problems.add(CODEBOOK.name, slip.what, slip.remedy, row=slip.line)
    have = {entry.guid for entry in book.codes}
    for guid, (line, _) in names.items():
        if guid not in have and not book.slips:
            remedy = "Correct the GUID or take the row out."
            reading.problems.add(CODE_NAMES.name, "no such code in the codebook", remedy, row=line, column="guid")
    reading.known["code"].update(entry.code for entry in book.codes)
    return book.codes


def _code_names(reading: Reading) -> dict[UUID, tuple[int, str]]:
    names: dict[UUID, tuple[int, str]] = {}
    for line, row in reading.rows(CODE_NAMES):
        try:
            names[UUID(row.guid)] = (line, row.code)
        except ValueError:
            remedy = "Copy it from the codebook."
            reading.problems.add(CODE_NAMES.name, "this is no GUID", remedy, row=line, column="guid")
    return names


def _once(
    reading: Reading,
    file: CsvFile[Row],
    found: Sequence[tuple[int, Row]],
    key: Callable[[Row], Hashable],
    column: str,
) -> list[Row]:
    """The rows, after naming those that say again what an earlier line has said."""
    seen: dict[Hashable, int] = {}
    for line, row in found:
        first = seen.setdefault(key(row), line)
        if first != line:
            reading.problems.add(
                file.name, f"this stands already on line {first}", "Keep one.", row=line, column=column
            )
    return [row for _, row in found]


def _no_repeats(reading: Reading, file: CsvFile[Row], line: int, column: str, values: Sequence[str]) -> None:
    if len(set(values)) < len(values):
        reading.problems.add(file.name, "a value stands twice in the cell", "Keep one.", row=line, column=column)


def _prose(reading: Reading, file: str, line: int, text: str, column: str | None = None) -> None:
    """``line`` is where the text begins; in a CSV cell every problem is told at its row."""
    try:
        parse_prose(text)
    except BadProse as bad:
        row = line if column else line + bad.line - 1
        reading.problems.add(file, bad.what, "Correct the prose or its reference.", row=row, column=column)


def _codings(reading: Reading) -> Sequence[rows.CodingRow]:
    found = reading.rows(CODINGS)
    for line, row in found:
        sure = f"text/{row.text.partition('/')[0]}" not in reading.unsure
        wrong = passage_problem(row.start, row.end, reading.lengths.get(row.text, 0))
        if wrong and sure:
            remedy = "Count in code points from 0; end is one past the last."
            reading.problems.add(CODINGS.name, wrong, remedy, row=line, column="end")
    return _once(reading, CODINGS, found, lambda r: (r.text, r.code, r.start, r.end, r.coder), "text")


def _themes(reading: Reading) -> Sequence[rows.ThemeRow]:
    found = reading.rows(THEMES)
    for line, row in found:
        _no_repeats(reading, THEMES, line, "codes", row.codes)
        _prose(reading, THEMES.name, line, row.summary, "summary")
    return [row for _, row in found]


def _framework(reading: Reading) -> Sequence[rows.FrameworkRow]:
    columns = {"sector": reading.known["sector"], "phase": set(PhaseCode.values)}
    found = reading.rows(FRAMEWORK)
    for line, row in found:
        _no_repeats(reading, FRAMEWORK, line, "texts", row.texts)
        if row.column_kind == "sector" and reading.is_unsure("sector", row.column_code):
            continue
        if row.column_code not in columns[row.column_kind]:
            what = f"there is no {row.column_kind} '{row.column_code}'"
            remedy = f"Use one of: {', '.join(sorted(columns[row.column_kind])[:12])}."
            reading.problems.add(FRAMEWORK.name, what, remedy, row=line, column="column_code")
    return _once(reading, FRAMEWORK, found, lambda r: (r.theme, r.column_kind, r.column_code), "column_code")


def _findings(reading: Reading) -> Sequence[rows.FindingEntry]:
    names = reading.names(FINDINGS_FOLDER, ".md")
    return [entry for name in names if (entry := _finding(reading, name))]


def _finding(reading: Reading, name: str) -> rows.FindingEntry | None:
    text = reading.text(name, required=True)
    code = name.rsplit("/", 1)[-1].removesuffix(".md")
    if not CODE.match(code):
        reading.problems.add(name, f"'{code[:60]}' is not a code", "Name the file like f01.md.")
        return None
    reading.known["finding"].add(code)
    if text is None:
        return None
    try:
        document = frontmatter.split(text)
    except frontmatter.NoFrontMatter as missing:
        reading.problems.add(name, str(missing), "Begin with '---', title, kind, theme and headline, '---'.", row=1)
        return None
    if not document.body:
        reading.problems.add(name, "the finding has no text", "Write it below the front matter.")
    _prose(reading, name, document.body_line, document.body)
    front = reading.mapping_in(YamlFile(name, rows.FindingFront, FINDINGS.help), document.front)
    if front is None:
        return None
    title = " ".join(front.title.split())
    return rows.FindingEntry(code, title, document.body, front.kind, front.theme, bool(front.headline))


def _triangulation(reading: Reading) -> Sequence[rows.TriangulationRow]:
    found = reading.rows(TRIANGULATION)
    for line, row in found:
        _prose(reading, TRIANGULATION.name, line, row.explanation, "explanation")
        wrong = silence_problem(row)
        if wrong:
            remedy = "Write not_asked or not_raised for silence, and nothing for the others."
            reading.problems.add(TRIANGULATION.name, wrong, remedy, row=line, column="silence_kind")
    return _once(reading, TRIANGULATION, found, lambda r: (r.finding, r.phase), "phase")


def _confidence(reading: Reading) -> Sequence[rows.ConfidenceRow]:
    found = reading.rows(CONFIDENCE)
    for line, row in found:
        _prose(reading, CONFIDENCE.name, line, row.explanation, "explanation")
    return _once(reading, CONFIDENCE, found, lambda r: (r.finding, r.component), "component")


def _negative_cases(reading: Reading) -> Sequence[rows.NegativeCaseRow]:
    found = reading.rows(NEGATIVE_CASES)
    for line, row in found:
        for column in ("looked_for", "found", "explanation"):
            _prose(reading, NEGATIVE_CASES.name, line, getattr(row, column), column)
    return [row for _, row in found]


def _recommendations(reading: Reading) -> Sequence[rows.RecommendationRow]:
    found = reading.rows(RECOMMENDATIONS)
    for line, row in found:
        _no_repeats(reading, RECOMMENDATIONS, line, "findings", row.findings)
        _prose(reading, RECOMMENDATIONS.name, line, row.text, "text")
    return [row for _, row in found]
