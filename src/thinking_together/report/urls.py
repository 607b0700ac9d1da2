"""Addresses of frozen reports. ``evidence/<figure>`` takes the reference's keys as the address's own query."""

from __future__ import annotations

from django.urls import path

from thinking_together.report import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/report.css", views.stylesheet, name="report_stylesheet"),
    path("reports/<slug:edition>/", views.report, name="report"),
    path("reports/<slug:edition>/pictures/<slug:key>.svg", views.picture, name="report_picture"),
    path("reports/<slug:edition>/evidence/<path:figure>", views.evidence, name="report_evidence"),
    path("reports/<slug:edition>/findings/<str:code>", views.finding, name="report_finding"),
    path("reports/<slug:edition>/recommendations/<str:code>", views.recommendation, name="report_recommendation"),
]
