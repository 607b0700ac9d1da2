"""Addresses of the survey."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.survey.answering import collecting, invited_views
from thinking_together.survey.editor import item_views, views
from thinking_together.survey.results.urls import of_results

of_questionnaire = [
    path("", views.questionnaire, name="questionnaire"),
    path("begin", views.begin_file, name="questionnaire_begin"),
    path("name", views.name, name="questionnaire_name"),
    path("preview", views.preview, name="questionnaire_preview"),
    path("publish", views.publish_page, name="questionnaire_publish"),
    path("delete", views.leave, name="questionnaire_leave"),
    path("draft.yaml", views.draft_file, name="questionnaire_file"),
    path("draft.xlsx", views.draft_form, name="questionnaire_form"),
    path("new", item_views.item_new, name="questionnaire_item_new"),
    path("of/<slug:item>", item_views.item, name="questionnaire_item"),
    path("of/<slug:item>/remove", item_views.item_remove, name="questionnaire_item_remove"),
    path("of/<slug:item>/when", item_views.when, name="questionnaire_when"),
    path("of/<slug:item>/when/<str:on>", item_views.rule_new, name="questionnaire_rule"),
]
of_collection = [
    path("", collecting.collect, name="survey_collect"),
    path("close", collecting.close, name="survey_close"),
    path("invited", invited_views.invited, name="survey_invited"),
    path("trials", collecting.tried, name="survey_trials"),
    path("links/<slug:code>.<slug:kind>", collecting.code, name="survey_code"),
    path("links/<slug:code>/poster", collecting.poster, name="survey_poster"),
]
urlpatterns = [
    path("", include("thinking_together.survey.answering.urls")),
    path("p/<slug:programme>/survey/questionnaire/", include(of_questionnaire)),
    path("p/<slug:programme>/survey/collect/", include(of_collection)),
    path("p/<slug:programme>/survey/results/", include(of_results)),
]
