"""A text that is purged goes from editions that nobody but members reads, or nobody at all.

What is published stays what it was until it is withdrawn: copies of it are with people already.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from thinking_together.core.purge_records import Purge
from thinking_together.evidence.domain.purging import KIND, parts_of
from thinking_together.report.models import Edition, EditionState


def forget(key: str) -> int:
    """Drafts and examples that quote the text go; a withdrawn edition keeps its notice and nothing else."""
    slug, ref = parts_of(key)
    found = Edition.objects.filter(programme__slug=slug).exclude(state=EditionState.PUBLISHED)
    quoting = [edition for edition in found if _quotes(edition.document, ref)]
    for edition in quoting:
        empty_or_delete(edition)
    return len(quoting)


def forget_what_was_purged(edition: Edition) -> None:
    """An edition that is withdrawn now keeps no words that were purged while it was published."""
    slug = edition.programme.slug
    keys = Purge.objects.filter(kind=KIND, key__startswith=f"{slug}/").values_list("key", flat=True)
    if any(_quotes(edition.document, parts_of(key)[1]) for key in keys):
        empty_or_delete(edition)


def empty_or_delete(edition: Edition) -> None:
    """What nobody outside was shown goes whole; of what was, its address, and that and why it was withdrawn, stay."""
    if edition.state not in (EditionState.PUBLISHED, EditionState.WITHDRAWN):
        edition.delete()
        return
    edition.files.all().delete()
    edition.pictures.all().delete()
    edition.document, edition.refusals = {}, []
    edition.state = EditionState.WITHDRAWN
    edition.withdrawn_at = edition.withdrawn_at or timezone.now()
    edition.withdrawn_because = edition.withdrawn_because or "Words in it had to be removed."
    edition.save(update_fields=["document", "refusals", "state", "withdrawn_at", "withdrawn_because"])


def _quotes(document: dict[str, Any], ref: str) -> bool:
    passages = (view.get("passage") for view in document.get("evidence", []))
    return any(passage["text_ref"] == ref for passage in passages if passage)
