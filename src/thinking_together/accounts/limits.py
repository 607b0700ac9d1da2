"""Counting tries as sign-in does, known to every process of the web server, for whatever else can be guessed."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest


def too_often(request: HttpRequest, action: str, rate: str, key: str | None = None) -> bool:
    """Counts a try; whether there were too many. ``rate`` like ``20/m/ip`` or, of what ``key`` names, ``3/h/key``."""
    return not consume(request, app="thinking_together", action=action, config={action: rate}, key=key, limit_get=True)


def is_over(request: HttpRequest, action: str, rate: str, key: str | None = None) -> bool:
    """Whether there were too many, without counting one."""
    told = {"app": "thinking_together", "action": action, "config": {action: rate}, "key": key}
    return not consume(request, limit_get=True, dry_run=True, **told)
