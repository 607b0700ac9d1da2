"""Addresses of messages: for members the outbox, for others what the links in messages lead to."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.messaging.views import outbox, receipts, stopping

of_outbox = [
    path("", outbox.outbox, name="outbox"),
    path("<int:message>", outbox.message, name="outbox_message"),
    path("to/<int:delivery>", outbox.delivery, name="outbox_delivery"),
    path("quiet-hours", outbox.quiet, name="outbox_quiet"),
]
urlpatterns = [
    path("p/<slug:programme>/messages/", include(of_outbox)),
    path("messages/stop/<str:token>", stopping.stop, name="messages_stop"),
    path("messages/notify/receipts", receipts.notify_receipts, name="notify_receipts"),
]
