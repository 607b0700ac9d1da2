from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "thinking_together.report"
    label = "report"

    def ready(self) -> None:
        from thinking_together.core import navigation, personal_data, purges, wordings
        from thinking_together.core.permissions import Permission
        from thinking_together.evidence import words_standing
        from thinking_together.evidence.domain.purging import KIND
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.domain.carrying import register_staying
        from thinking_together.report import files, personal, status, words_kept
        from thinking_together.report.domain.editions import editions_stay
        from thinking_together.report.domain.forgetting import forget
        from thinking_together.report.models import Section

        parts.register(files.PART)
        statuses.register(self.label, 8, "Short report", status.status)
        register_staying(editions_stay)
        purges.register(KIND, forget)
        wordings.register(words_kept.EDITIONS)
        words_standing.register("report.published", words_kept.published_with)
        told = ("heading", "body")
        words_standing.register_rewritten(
            wordings.Wording("report.section", Section, "programme", told, "Section of the report")
        )
        personal_data.register(self.label, personal.export, personal.erase)
        navigation.register(navigation.Section(35, "Short report", "report_state", Permission.SEE_PROGRAMME))
