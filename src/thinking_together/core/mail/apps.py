from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "thinking_together.core.mail"
    label = "mail"
