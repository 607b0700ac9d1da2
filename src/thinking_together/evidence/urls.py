"""Addresses of what concerns texts as such."""

from __future__ import annotations

from django.urls import path

from thinking_together.evidence import views

urlpatterns = [path("p/<slug:programme>/setup/words", views.purge, name="purge")]
