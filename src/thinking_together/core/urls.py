"""Addresses for the machine that watches the service."""

from __future__ import annotations

from django.urls import path

from thinking_together.core import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
