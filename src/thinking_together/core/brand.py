"""An installation's own name and colours on every page, as a stylesheet beside the compiled one: no inline style."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires

PAGE, SURFACE = "#ffffff", "#f4f8fb"  # what words stand on: the page, and GOV.UK Frontend's surface


@dataclass(frozen=True, slots=True)
class Brand:
    """``colour`` is that of the header and its lines, ``link`` that of links; empty where nothing was chosen."""

    name: str
    colour: str = ""
    link: str = ""
    contact: str = ""
    support_line: str = ""

    @property
    def style(self) -> str:
        """GOV.UK Frontend's own variables, and its header, which has none. Empty where nothing was chosen."""
        variables = []
        rules = []
        if self.colour:
            variables.append(f"--govuk-brand-colour:{self.colour}")
            rules.append(f"@media screen{{.govuk-generic-header{{background:{self.colour}}}}}")
        if self.link:
            variables.append(f"--govuk-link-colour:{self.link}")
        return f":root{{{';'.join(variables)}}}{''.join(rules)}\n" if variables else ""

    @property
    def version(self) -> str:
        """For the stylesheet's address, so that browsers ask anew when it changes."""
        return hashlib.sha256(self.style.encode()).hexdigest()[:8]


def current() -> Brand:
    """That of this installation."""
    found: Brand = settings.BRAND
    return found


@requires(Permission.PUBLIC)
@require_safe
@cache_control(public=True, max_age=86400)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Empty where the installation has chosen nothing."""
    return HttpResponse(current().style, content_type="text/css; charset=utf-8")
