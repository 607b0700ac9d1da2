"""Addresses of the whole site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("thinking_together.core.urls")),
    path("", include("thinking_together.core.tasks.urls")),
    path("", include("thinking_together.evidence.urls")),
    path("", include("thinking_together.report.urls")),
    path("", include("thinking_together.bundle.urls")),
    path("", include("thinking_together.survey.urls")),
    path("", include("thinking_together.site.urls")),
    path("", include("thinking_together.accounts.urls")),
    path("", include("thinking_together.programmes.urls")),
    path("", include("thinking_together.messaging.urls")),
    path("", include("thinking_together.gatherings.urls")),
    path("", include("thinking_together.network.urls")),
    path("", include("thinking_together.reflection.urls")),
]

handler400 = "thinking_together.core.views.bad_request"
handler403 = "thinking_together.core.views.forbidden"
handler404 = "thinking_together.core.views.not_found"
handler429 = "thinking_together.core.views.too_many"  # what counts tries at sign-in asks for it
handler500 = "thinking_together.core.views.server_error"
