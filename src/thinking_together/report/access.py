"""Who may read which edition."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from thinking_together.core.permissions import Subject
from thinking_together.report.models import OPEN_STATES, READABLE, Edition


def of_edition(*, edition: str, **_: Any) -> Subject:
    """What a page of an edition is about, for its permission."""
    found = Edition.objects.filter(slug=edition).values_list("programme__slug", "state").first()
    if found is None:
        raise Http404("no such edition")
    programme, state = found
    return Subject(programme, open=state in OPEN_STATES)


def readable_by(person: Any) -> QuerySet[Edition]:
    """The editions that this visitor may read, without their documents."""
    may = Q(state__in=READABLE)
    if person.is_authenticated:
        may |= Q(programme__memberships__person=person)
    return Edition.objects.filter(may).defer("document").distinct()
