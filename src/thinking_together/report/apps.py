from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "thinking_together.report"
    label = "report"

    def ready(self) -> None:
        from thinking_together.programmes import parts
        from thinking_together.report import files

        parts.register(files.PART)
