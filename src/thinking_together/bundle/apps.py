from django.apps import AppConfig


class BundleConfig(AppConfig):
    name = "thinking_together.bundle"
    label = "bundle"
