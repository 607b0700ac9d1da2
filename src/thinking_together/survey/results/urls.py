"""Addresses of the survey's results."""

from __future__ import annotations

from django.urls import path

from thinking_together.survey.results import views

of_results = [
    path("", views.results, name="survey_results"),
    path("of/<str:figure>", views.figure, name="survey_results_figure"),
]
