"""Freezing a report as an edition, and reading one back."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from django.db.models import Max

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.assemble import Assembled, assemble
from thinking_together.report.domain.document import CLASSES, Document
from thinking_together.report.freezing import freeze, thaw
from thinking_together.report.models import Edition, EditionPicture, EditionState


@write("edition.frozen")
def freeze_edition(
    *, programme: Programme, by: Actor, assembled: Assembled | None = None
) -> Written[Edition] | Unchanged[Edition]:
    """The report as it stands now, kept. The same report again is the same edition.

    An invented programme's edition is an example, whatever is asked: it can never be published.
    """
    assembled = assembled or assemble(programme)
    data = freeze(assembled.document)
    sha256 = digest_of(data)
    latest = programme.editions.order_by("-number").first()
    if latest is not None and latest.sha256 == sha256:
        return Unchanged(latest)
    number = (programme.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(
        programme=programme,
        number=number,
        slug=f"{programme.slug}-{number}",
        state=EditionState.EXAMPLE if programme.invented else EditionState.DRAFT,
        invented=programme.invented,
        title=programme.title,
        as_of=programme.as_of,
        sha256=sha256,
        document=data,
    )
    EditionPicture.objects.bulk_create(
        EditionPicture(edition=edition, key=key, svg=drawing.svg) for key, drawing in sorted(assembled.drawings.items())
    )
    return Written(edition, edition, {"number": number, "state": edition.state})


def editions_stay(old: Programme, new: Programme) -> None:
    """An edition keeps its address when its programme is replaced by a newer folder of it."""
    Edition.objects.filter(programme=old).update(programme=new)


def digest_of(frozen: object) -> str:
    """By what a report is known to be the same: SHA-256 of the frozen document; 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest()


def document_of(edition: Edition) -> Document:
    """The frozen report, read once while it is asked for."""
    return _document(edition.pk, edition.sha256)


@lru_cache(maxsize=8)
def _document(pk: int, sha256: str) -> Document:
    data = Edition.objects.values_list("document", flat=True).get(pk=pk, sha256=sha256)
    return thaw(data, Document, CLASSES)
