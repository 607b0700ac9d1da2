"""Whose site this is, for the layout of every page."""

from __future__ import annotations

from django.http import HttpRequest

from thinking_together.core.brand import current
from thinking_together.core.context import Owner
from thinking_together.programmes.models import Programme


def installation(request: HttpRequest) -> dict[str, Owner]:
    """The one programme of an installation; where there are several, the installation's own name.

    Then the pages that belong to none of them are invented only when all programmes are.
    """
    programmes = list(Programme.objects.order_by("title")[:20])
    if len(programmes) == 1:
        only = programmes[0]
        return {"installation": Owner(only.title, only.invented, only.contact, only.local_support)}
    invented = bool(programmes) and all(programme.invented for programme in programmes)
    return {"installation": Owner(current().name, invented)}
