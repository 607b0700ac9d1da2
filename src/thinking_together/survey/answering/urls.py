"""Addresses of the survey for those who answer."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.survey.answering import views

within = [
    path("-/<int:number>", views.page, name="survey_page"),
    path("-/more", views.more, name="survey_more"),
    path("-/check", views.check, name="survey_check"),
    path("-/sent", views.sent, name="survey_sent"),
    path("-/support", views.support, name="survey_support"),
    path("<slug:code>", views.introduction, name="survey_introduction"),
]
urlpatterns = [path("s/<slug:programme>/", include(within))]
