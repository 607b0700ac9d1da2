"""Addresses of the whole site."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if (settings.PACKAGE / "report" / "urls.py").exists():
    urlpatterns.append(path("", include("thinking_together.report.urls")))
urlpatterns.append(path("", include("thinking_together.site.urls")))

handler400 = "thinking_together.core.views.bad_request"
handler403 = "thinking_together.core.views.forbidden"
handler404 = "thinking_together.core.views.not_found"
handler500 = "thinking_together.core.views.server_error"
