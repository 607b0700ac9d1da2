"""Addresses of frozen reports. ``evidence/<figure>`` takes the reference's keys as the address's own query."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.report import member_views, views

of_programme = [
    path("", member_views.state, name="report_state"),
    path("build", member_views.build, name="report_build"),
    path("<int:number>/publish", member_views.publish, name="report_publish"),
    path("<int:number>/take-back", member_views.unpublish, name="report_take_back"),
    path("<int:number>/withdraw", member_views.withdraw, name="report_withdraw"),
]
urlpatterns = [
    path("p/<slug:programme>/report/", include(of_programme)),
    path("reports/", views.reports, name="reports"),
    path("reports/report.css", views.stylesheet, name="report_stylesheet"),
    path("reports/<slug:edition>/", views.report, name="report"),
    path("reports/<slug:edition>/files/<path:name>", views.file, name="report_file"),
    path("reports/<slug:edition>/pictures/<slug:key>.svg", views.picture, name="report_picture"),
    path("reports/<slug:edition>/evidence/<path:figure>", views.evidence, name="report_evidence"),
    path("reports/<slug:edition>/findings/<str:code>", views.finding, name="report_finding"),
    path("reports/<slug:edition>/recommendations/<str:code>", views.recommendation, name="report_recommendation"),
]
