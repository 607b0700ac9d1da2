"""Addresses of the survey's results."""

from __future__ import annotations

from django.urls import path

from thinking_together.survey.results import (
    file_views,
    import_views,
    mention_views,
    own_views,
    releasing_views,
    views,
    words_views,
)

of_results = [
    path("", views.results, name="survey_results"),
    path("taking-part", views.taking_part, name="survey_results_taking_part"),
    path("release", releasing_views.release, name="survey_results_release"),
    path("import", import_views.import_file, name="survey_results_import"),
    path("import/columns", import_views.import_columns, name="survey_results_import_columns"),
    path("results.xlsx", file_views.everything, name="survey_results_everything"),
    path("codebook.csv", file_views.codebook, name="survey_results_codebook"),
    path("words/<slug:item>/resources", mention_views.mentions, name="survey_results_mentions"),
    path("words/<slug:item>", words_views.words, name="survey_results_words"),
    path("words/<slug:item>/concern/<slug:answer>", words_views.concern, name="survey_results_concern"),
    path("words/<slug:item>/own/<slug:answer>", own_views.own, name="survey_results_own_answer"),
    path("own-experience", own_views.own_list, name="survey_results_own"),
    path("of/<str:figure>", views.figure, name="survey_results_figure"),
    path("of/<str:figure>/waves", views.waves, name="survey_results_waves"),
    path("of/<str:figure>/as/<slug:form>", file_views.figure_file, name="survey_results_file"),
]
