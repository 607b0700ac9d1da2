from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "thinking_together.report"
    label = "report"

    def ready(self) -> None:
        from thinking_together.core import navigation, personal_data, purges
        from thinking_together.core.permissions import Permission
        from thinking_together.evidence.domain.purging import KIND
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.domain.carrying import register_staying
        from thinking_together.report import files, personal, status
        from thinking_together.report.domain.editions import editions_stay
        from thinking_together.report.domain.forgetting import forget

        parts.register(files.PART)
        statuses.register(self.label, 8, "Short report", status.status)
        register_staying(editions_stay)
        purges.register(KIND, forget)
        personal_data.register(self.label, personal.export, personal.erase)
        navigation.register(navigation.Section(35, "Short report", "report_state", Permission.SEE_PROGRAMME))
