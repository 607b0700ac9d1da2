"""Addresses of the pages about the service."""

from __future__ import annotations

from django.urls import path

from thinking_together.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("cookies", views.cookies, name="cookies"),
    path("support", views.support, name="support"),
    path("p/<slug:programme>/", views.programme, name="programme"),
]
