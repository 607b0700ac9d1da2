"""A text that is purged goes from editions that nobody but members reads, or nobody at all.

What is published stays what it was until it is withdrawn: copies of it are with people already.
"""

from __future__ import annotations

from typing import Any

from thinking_together.evidence.domain.purging import parts_of
from thinking_together.report.models import Edition, EditionState


def forget(key: str) -> int:
    """Drafts and examples that quote the text go; a withdrawn edition keeps its notice and nothing else."""
    slug, ref = parts_of(key)
    found = Edition.objects.filter(programme__slug=slug).exclude(state=EditionState.PUBLISHED)
    quoting = [edition for edition in found if _quotes(edition.document, ref)]
    for edition in quoting:
        if edition.state != EditionState.WITHDRAWN:
            edition.delete()
            continue
        edition.files.all().delete()
        edition.pictures.all().delete()
        edition.document, edition.refusals = {}, []
        edition.save(update_fields=["document", "refusals"])
    return len(quoting)


def _quotes(document: dict[str, Any], ref: str) -> bool:
    passages = (view.get("passage") for view in document.get("evidence", []))
    return any(passage["text_ref"] == ref for passage in passages if passage)
