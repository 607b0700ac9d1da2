from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "thinking_together.report"
    label = "report"

    def ready(self) -> None:
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.report import files, status

        parts.register(files.PART)
        statuses.register(self.label, 8, "Short report", status.status)
