"""What people wrote: findings, judgements, recommendations and sections.

Which texts there are depends on the seed, so a quote is chosen here by its code, and so are the texts that a cell
of the framework matrix rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import yaml
from examples.generator.chance import Plan
from examples.generator.codings import CodedText
from examples.generator.output import TEXT, Output

PHASES = ("network", "survey", "local_data", "reflection", "literature", "baseline")
AGREEMENT = ("agreement", "partial", "dissonance")
COMPONENTS = ("limits", "coherence", "adequacy", "relevance", "overall")
AS_THEY_STAND = ("approach.yaml", "themes.csv")
_QUOTE = re.compile(r"QUOTE\((\w+)/(\w+)(?:/(group))?\)")
MOST_TEXTS = 3


def write_authored(plan: Plan, out: Output, texts: Sequence[CodedText]) -> None:
    for name in AS_THEY_STAND:
        out.copy(f"synthesis/{name}")
    _write_recommendations(plan, out)
    for path in sorted((TEXT / "report/sections").glob("*.md")):
        out.copy(f"report/sections/{path.name}")
    _write_findings(out, texts)
    _write_judgements(out, _read("judgements"))
    _write_framework(out, texts)


def _write_recommendations(plan: Plan, out: Output) -> None:
    """Without claim 25 those on giving information stand under another heading: the four groups are three."""
    told = (TEXT / "synthesis/recommendations.csv").read_text(encoding="utf-8")
    if not plan.on(25):
        told = told.replace(",information,", ",supervision_process_policy,")
    out.text("synthesis/recommendations.csv", told)


def _read(name: str) -> Any:
    return yaml.safe_load((TEXT / f"synthesis/{name}.yaml").read_text(encoding="utf-8"))


def _write_findings(out: Output, texts: Sequence[CodedText]) -> None:
    chosen: dict[str, CodedText] = {}

    def reference(match: re.Match[str]) -> str:
        text = _to_quote(texts, match[1], match[2], group=bool(match[3]))
        if text is None:
            return f"{match[1]}/excerpt?from=0&text=none&to=1"
        chosen[text.ref] = text
        return f"{match[1]}/excerpt?from=0&text={quote(text.ref, safe='/')}&to={len(text.text.body)}"

    for path in sorted((TEXT / "synthesis/findings").glob("*.md")):
        body = _QUOTE.sub(reference, path.read_text(encoding="utf-8"))
        out.text(f"synthesis/findings/{path.name}", body)
    out.rows(
        "evidence/quotes.csv",
        "text start end consent chosen_by checked_by checked_on",
        [(c.ref, 0, len(c.text.body), "quote", "analyst_1", "reviewer_2", "2023-10-12") for c in chosen.values()],
    )


def _to_quote(texts: Sequence[CodedText], phase: str, code: str, *, group: bool) -> CodedText | None:
    """The first text of a phase with this code that says one thing and stands by itself; what a group agreed or not."""
    said = (t for t in texts if (t.sector == "group") is group)
    fitting = (t for t in said if t.ref.startswith(f"{phase}/") and t.text.codes == {code})
    return next((t for t in fitting if "[" not in t.text.body and 40 <= len(t.text.body) <= 160), None)


def _write_judgements(out: Output, judgements: Any) -> None:
    out.rows("synthesis/triangulation.csv", "finding phase convergence silence_kind explanation", _says(judgements))
    out.rows(
        "synthesis/confidence.csv",
        "finding component level explanation",
        [(f, c, *told["confidence"][c]) for f, told in judgements.items() for c in COMPONENTS],
    )
    out.rows(
        "synthesis/negative_cases.csv",
        "finding looked_for found explanation",
        [(f, *told["against"]) for f, told in judgements.items()],
    )


def _says(judgements: Any) -> Iterator[tuple[str, ...]]:
    for finding, told in judgements.items():
        for phase in PHASES:
            state, explanation = told["phases"][phase]
            if state in AGREEMENT:
                yield finding, phase, state, "", explanation
            else:
                yield finding, phase, "silence", state, explanation


def _write_framework(out: Output, texts: Sequence[CodedText]) -> None:
    rows = []
    themes = _codes_of_themes()
    for theme, kinds in _read("framework").items():
        for kind, cells in kinds.items():
            for column, summary in cells.items():
                rests = [t.ref for t in texts if t.text.codes & themes[theme] and _belongs(t, kind, column)]
                rows.append((theme, kind, column, summary, rests[:MOST_TEXTS]))
    out.rows("synthesis/framework.csv", "theme column_kind column_code summary texts", rows)


def _belongs(text: CodedText, kind: str, column: str) -> bool:
    return text.sector == column if kind == "sector" else text.ref.startswith(f"{column}/")


def _codes_of_themes() -> dict[str, frozenset[str]]:
    lines = (TEXT / "synthesis/themes.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.partition(",")[0]: frozenset(line.rpartition(",")[2].split("|")) for line in lines}
