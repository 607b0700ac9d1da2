"""Addresses of messages: for members the outbox, for others what the links in messages lead to."""

from __future__ import annotations

from django.urls import path

from thinking_together.messaging.views import stopping

urlpatterns = [
    path("messages/stop/<str:token>", stopping.stop, name="messages_stop"),
]
