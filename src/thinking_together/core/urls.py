"""Addresses for the machine that watches the service, and of the installation's own style."""

from __future__ import annotations

from django.urls import path

from thinking_together.core import brand, health

urlpatterns = [
    path("brand.css", brand.stylesheet, name="brand"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
