"""Addresses of the pages about the service, and of a programme's dashboard and evidence."""

from __future__ import annotations

from django.urls import path

from thinking_together.site import evidence_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("cookies", views.cookies, name="cookies"),
    path("support", views.support, name="support"),
    path("p/<slug:programme>/", views.programme, name="programme"),
    path("p/<slug:programme>/evidence/", evidence_views.catalogue, name="evidence_catalogue"),
    path("p/<slug:programme>/evidence/<slug:phase>", evidence_views.phase, name="evidence_phase"),
    path("p/<slug:programme>/evidence/<path:figure>", evidence_views.evidence, name="evidence"),
    path("p/<slug:programme>/evidence-table/<path:figure>", evidence_views.table_file, name="evidence_table"),
    path("p/<slug:programme>/pictures/<slug:key>.svg", evidence_views.picture, name="programme_picture"),
]
