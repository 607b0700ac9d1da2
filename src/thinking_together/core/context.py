"""What the layout needs on every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from thinking_together.content.support import Support, shipped_support

SERVICE = "Thinking Together"


@dataclass(frozen=True, slots=True)
class Installation:
    """Whose site this is: its programme's title comes first; an invented programme says so on every page."""

    title: str = SERVICE
    invented: bool = False


def current_support() -> Support:
    return shipped_support(settings.LOCAL_LINE_NAME, settings.LOCAL_LINE_NUMBER)


def support(request: HttpRequest) -> dict[str, Support]:
    return {"support": current_support()}
