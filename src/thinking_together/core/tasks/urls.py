"""Addresses of background work."""

from __future__ import annotations

from django.urls import path

from thinking_together.core.tasks import views

urlpatterns = [path("jobs/<uuid:key>", views.job, name="job")]
