from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "thinking_together.report"
    label = "report"

    def ready(self) -> None:
        from thinking_together.core import navigation, personal_data
        from thinking_together.core.permissions import Permission
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.report import files, personal, status

        parts.register(files.PART)
        statuses.register(self.label, 8, "Short report", status.status)
        personal_data.register(self.label, personal.export, personal.erase)
        navigation.register(navigation.Section(30, "Short report", "report_state", Permission.SEE_PROGRAMME))
