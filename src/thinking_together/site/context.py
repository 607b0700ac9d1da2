"""The installation's own programme, for the layout of every page."""

from __future__ import annotations

from django.http import HttpRequest

from thinking_together.core.context import Installation


def installation(request: HttpRequest) -> dict[str, Installation]:
    return {"installation": Installation()}
