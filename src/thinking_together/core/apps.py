from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "thinking_together.core"
    label = "core"
