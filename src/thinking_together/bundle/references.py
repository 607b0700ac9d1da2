"""References to nothing, found before anybody reads the report: what a text cites must be offered by a phase."""

from __future__ import annotations

from pathlib import Path

from thinking_together.core.tabular import Problem
from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.prose import Prose, cited
from thinking_together.evidence.reference import Reference
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.report.queries import authored

REMEDY = "Correct the reference, or add what it names to the bundle."


def references_to_nothing(programme: Programme, root: Path) -> list[Problem]:
    """Every reference of an authored text that no figure or passage answers, with the line it stands on."""
    resolver = Resolver(programme)
    problems = []
    for text in authored(programme):
        for reference, line in _lines(text.prose):
            answer = resolver.resolve(reference)
            if isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN:
                file = text.place.partition(" (")[0]
                row = _row(root / file, line)
                problems.append(Problem(file, row, str(reference), answer.detail, REMEDY))
    return problems


def _lines(prose: Prose) -> list[tuple[Reference, int]]:
    """Each reference with the first line, counted in the text, on which it stands."""
    found: dict[Reference, int] = {}
    for statement in prose.statements():
        for binding in statement.bindings():
            for reference in cited(binding):
                found.setdefault(reference, binding.line)
    for reference in prose.references():
        found.setdefault(reference, 1)
    return list(found.items())


def _row(path: Path, line: int) -> int | None:
    """The line in a Markdown file, whose text begins after its front matter; none for a text in a cell."""
    if path.suffix != ".md":
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    end = lines.index("---", 1) if lines[:1] == ["---"] and "---" in lines[1:] else -1
    begins = next((at for at in range(end + 1, len(lines)) if lines[at].strip()), end + 1)
    return begins + line
