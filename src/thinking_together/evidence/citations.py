"""The value an author last confirmed, kept beside the reference, so that drift is named."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from thinking_together.analysis.tables import Statistic, Table
from thinking_together.evidence.excerpts import Excerpt
from thinking_together.evidence.models import Citation
from thinking_together.evidence.resolve import Resolution
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Drift:
    """A confirmed value that is no longer what the reference gives."""

    citing: str
    reference: str
    confirmed: str
    now: str


def fingerprint(answer: Resolution) -> str:
    """An answer as it is kept: readable for one figure, a hash of all cells for a table or passage."""
    if isinstance(answer, Table):
        cells = [_cell(s) for s in answer.statistics]
        return cells[0] if len(cells) == 1 else _hash("\n".join(sorted(cells)))
    if isinstance(answer, Excerpt):
        return _hash(answer.words)
    return str(answer.reason)


def _cell(s: Statistic) -> str:
    keys = "&".join(f"{k}={v}" for k, v in s.keys)
    if s.value is None:
        return f"{s.state} [{keys}]"
    counts = (
        ""
        if s.numerator is None
        else f" ({s.numerator:g}/{s.denominator:g})"
        if s.denominator
        else f" ({s.numerator:g})"
    )
    return f"{s.value:.6g}{counts} [{keys}]"


def _hash(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:32]


def confirmed_values(programme: Programme) -> dict[tuple[str, str], str]:
    """(citing, reference) to the confirmed value, where an author has confirmed one."""
    rows = Citation.objects.filter(programme=programme).exclude(confirmed="")
    return {(row.citing, row.reference): row.confirmed for row in rows}
