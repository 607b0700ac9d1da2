"""Words in editions of the report: what nobody outside reads can be emptied; what is published is withdrawn first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from thinking_together.core.wordings import Wording
from thinking_together.evidence.words_standing import Standing
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.forgetting import empty_or_delete
from thinking_together.report.models import Edition, EditionState

WITHDRAW = "published: withdraw it, then come back here; copies of it are with people already"


@dataclass(frozen=True, slots=True)
class EditionWords(Wording):
    """Editions by what is in their documents, whose files and pictures say the same."""

    def holding(self, slug: str, words: str) -> QuerySet[Any]:
        found = [edition.pk for edition in _of(slug) if edition.state != EditionState.PUBLISHED and _in(edition, words)]
        return Edition.objects.filter(pk__in=found).order_by("pk")

    def name(self, record: Any) -> str:
        return f"{record.get_state_display()}: {record}"

    def body(self, record: Any, words: str) -> str:
        return _in(record, words)

    def remove(self, key: str) -> int:
        """A draft or an example goes; of one that is withdrawn the notice stays.

        So it does of one that is published again, since an older backup was restored.
        """
        slug, _, number = key.partition("/")
        found = list(_of(slug).select_for_update(of=("self",)).filter(pk=int(number)))
        for edition in found:
            empty_or_delete(edition)
        return len(found)


EDITIONS = EditionWords("report.edition", Edition, "programme", ("document",), "Report, edition")


def published_with(programme: Programme, words: str) -> Iterator[Standing]:
    """Published editions in which the words stand."""
    for edition in _of(programme.slug).filter(state=EditionState.PUBLISHED):
        if _in(edition, words):
            yield Standing(str(edition), WITHDRAW, reverse("report", kwargs={"edition": edition.slug}))


def _of(slug: str) -> QuerySet[Edition]:
    return Edition.objects.filter(programme__slug=slug)


def _in(edition: Edition, words: str) -> str:
    """The piece of the document in which the words stand; empty where they stand in none."""
    wanted = words.casefold()
    return next((piece for piece in _strings(edition.document) if wanted in piece.casefold()), "")


def _strings(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for part in document.values() if isinstance(document, dict) else document:
            yield from _strings(part)
