"""The files of the synthesis in a bundle."""

from __future__ import annotations

from thinking_together.core.tabular import CsvFile, YamlFile
from thinking_together.programmes.parts import OtherFile
from thinking_together.synthesis import rows

FINDINGS_FOLDER = "synthesis/findings"

APPROACH = YamlFile("synthesis/approach.yaml", rows.ApproachRow, "The declared approach; needed with codings.")
CODEBOOK = OtherFile(
    "synthesis/codebook.qdc",
    "The codebook in the REFI-QDA format (XML, namespace `urn:QDA-XML:codebook:1.0`) that NVivo, ATLAS.ti, MAXQDA and "
    "QualCoder read and write. Codes may be nested. A code's short name is its name in lower case with `_` between "
    "words (*Parents' response* is `parents_response`). Sets are refused, and so is a DOCTYPE.",
)
CODE_NAMES = CsvFile(
    "synthesis/code_names.csv",
    rows.CodeNameRow,
    "Short names of codes, where their name in the codebook gives another.",
)
CODINGS = CsvFile("synthesis/codings.csv", rows.CodingRow, "Which code was given to which passage, by whom.")
THEMES = CsvFile("synthesis/themes.csv", rows.ThemeRow, "Themes in the order the report tells them.")
FRAMEWORK = CsvFile("synthesis/framework.csv", rows.FrameworkRow, "The analyst's summaries in the framework matrix.")
FINDINGS = OtherFile(
    f"{FINDINGS_FOLDER}/*.md",
    "One file a finding, named by its code (`f01.md`); the report tells findings in the order of these names. It "
    "begins with front matter between `---` lines: `title`, `kind` (`finding`, `positive_practice`, `process` or "
    "`limitation`), `theme`, `headline` (yes for page one; may be left out). Below stands prose with evidence "
    "references.",
)
TRIANGULATION = CsvFile(
    "synthesis/triangulation.csv", rows.TriangulationRow, "What each phase says about each finding."
)
CONFIDENCE = CsvFile(
    "synthesis/confidence.csv", rows.ConfidenceRow, "Confidence in each finding, component by component."
)
NEGATIVE_CASES = CsvFile(
    "synthesis/negative_cases.csv", rows.NegativeCaseRow, "What would speak against each finding, and what was found."
)
RECOMMENDATIONS = CsvFile(
    "synthesis/recommendations.csv", rows.RecommendationRow, "What is recommended to whom, most pressing first."
)

FILES = (
    APPROACH,
    CODEBOOK,
    CODE_NAMES,
    CODINGS,
    THEMES,
    FRAMEWORK,
    FINDINGS,
    TRIANGULATION,
    CONFIDENCE,
    NEGATIVE_CASES,
    RECOMMENDATIONS,
)
