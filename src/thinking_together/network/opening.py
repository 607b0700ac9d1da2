"""Whether the public page of a programme is open, and what keeps it from opening."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from thinking_together.core.permissions import Subject
from thinking_together.core.school_filters import blocked
from thinking_together.network.models import Page
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import Missing, ready_to_open


def missing_to_open(programme: Programme) -> tuple[Missing, ...]:
    """What is missing before anybody outside may be asked to join; empty when nothing is."""
    missing = ready_to_open(programme)
    if blocked(programme.slug):
        words = "The programme's short name has words that filters of schools block: it stands in every address."
        missing = (*missing, Missing("slug", words, "setup_details"))
    return missing


def may_join(programme: Programme) -> bool:
    """Whether people can join now: the page is open, and everything that has to be in place still is."""
    return not programme.archived and is_open(programme) and not missing_to_open(programme)


def is_open(programme: Programme) -> bool:
    return Page.objects.filter(programme=programme, opened__isnull=False).exists()


def of_network(*, programme: str, **_: Any) -> Subject:
    """What a public page of the network is about, for its permission; there is none before it is opened."""
    if not Page.objects.filter(programme__slug=programme, opened__isnull=False).exists():
        raise Http404("no public page of this programme")
    return Subject(programme, open=True)
