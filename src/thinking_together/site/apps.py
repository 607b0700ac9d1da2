from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "thinking_together.site"
    label = "pages"
