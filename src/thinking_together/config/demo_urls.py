"""Addresses of the demonstration: those of every site, and the page that lets anybody in as anybody."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.config import urls
from thinking_together.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*urls.urlpatterns, path("", include("thinking_together.site.demo.urls"))]
