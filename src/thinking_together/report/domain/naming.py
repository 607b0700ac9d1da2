"""What a reference asks, in words a reader understands."""

from __future__ import annotations

from thinking_together.evidence.figures import FigureInfo
from thinking_together.evidence.reference import Op, Reference, Term
from thinking_together.programmes.models import PhaseCode

SHORT_PHASES = {
    "network": "Learning network",
    "survey": "Workforce survey",
    "local_data": "Local data",
    "reflection": "Reflective sessions",
    "literature": "Literature review",
    "baseline": "NICE baseline",
}


def phase_name(phase: str) -> str:
    """The phase as the report prints it."""
    return str(PhaseCode(phase).label) if phase in PhaseCode.values else phase.replace("_", " ").capitalize()


def title_of(reference: Reference, info: FigureInfo | None) -> str:
    """The figure's title with what the reference narrows it to."""
    if info is None:
        return str(reference)
    narrowed: list[str] = []
    spread: list[str] = []
    for term in reference.terms:
        words = _term(term, info)
        if words and words.lower() not in info.title.lower():
            (spread if words.startswith("by ") else narrowed).append(words)
    title = f"{info.title}: {'; '.join(narrowed)}" if narrowed else info.title
    return ", ".join([title, " and ".join(spread)]) if spread else title


def _term(term: Term, info: FigureInfo) -> str:
    dimension = info.dimension(term.key)
    if dimension is None:
        return str(term)
    labels = dict(dimension.values)
    names = [labels.get(value, value) for value in term.values]
    if term.op is Op.EACH and not names:
        told = {dimension.name, dimension.label.lower()}
        evident = term.key == info.rank or any(word in info.title.lower() for word in told)
        return "" if evident else f"by {dimension.label.lower()}"
    if term.key == "area" and term.op is Op.EACH:
        return ""
    if term.op is Op.EXCEPT:
        return f"all but {' and '.join(names)}"
    joined = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
    return f"{dimension.label.lower()} {joined}" if _short(joined) else joined


def _short(label: str) -> bool:
    """A label such as a year or a number says nothing without its dimension's name."""
    return label.replace("/", "").replace("-", "").replace(".", "").isdigit()
