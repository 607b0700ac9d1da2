"""Addresses that are there only in the demonstration (``config.demo_urls``)."""

from __future__ import annotations

from django.urls import path

from thinking_together.site.demo import views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/enter/<str:role>", views.enter, name="demo_enter"),
    path("demo/look/<int:number>", views.stop, name="demo_stop"),
    path("demo/survey", views.survey, name="demo_survey"),
    path("demo/mail", views.mail, name="demo_mail"),
]
