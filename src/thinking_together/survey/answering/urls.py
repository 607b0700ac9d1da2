"""Addresses of the survey for those who answer."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.survey.answering import later_views, views

within = [
    path("-/<int:number>", views.page, name="survey_page"),
    path("-/more", views.more, name="survey_more"),
    path("-/kept", views.kept, name="survey_kept"),
    path("-/check", views.check, name="survey_check"),
    path("-/later", later_views.later, name="survey_later"),
    path("-/back", later_views.back, name="survey_back"),
    path("-/back/<slug:code>", later_views.back, name="survey_back_by_link"),
    path("-/cleared", later_views.cleared, name="survey_cleared"),
    path("-/sent", views.sent, name="survey_sent"),
    path("-/support", views.support, name="survey_support"),
    path("<slug:code>", views.introduction, name="survey_introduction"),
]
urlpatterns = [path("s/<slug:programme>/", include(within))]
