"""The word of the report's authors that they read a sentence with its figure as it is now."""

from __future__ import annotations

from collections.abc import Collection

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.evidence.models import Citation
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.report.drift import cited
from thinking_together.report.queries import authored


@write("citation.confirmed")
def confirm_cited(
    *, programme: Programme, seen: Collection[str], resolver: Resolver, by: Actor
) -> Written[int] | Unchanged[int]:
    """Confirms what nobody confirmed yet, and what has changed as ``seen`` says; how many.

    What has changed again since it was read stays as it was confirmed, so that it is named anew.
    """
    texts = list(authored(programme))
    chosen = [one for one in cited(texts, programme, resolver) if one.was is None or (one.drifted and str(one) in seen)]
    for one in chosen:
        Citation.objects.update_or_create(
            programme=programme, citing=one.citing, reference=one.reference, defaults={"confirmed": one.now}
        )
    if not chosen:
        return Unchanged(0)
    return Written(programme, len(chosen), {"figures": len(chosen)})
