from django.apps import AppConfig


class BaselineConfig(AppConfig):
    name = "thinking_together.baseline"
    label = "baseline"

    def ready(self) -> None:
        from thinking_together.baseline import evidence, files, models, status
        from thinking_together.baseline.ending import blank_minutes
        from thinking_together.core.wordings import Wording
        from thinking_together.evidence import figures, words_standing
        from thinking_together.programmes import parts, retention
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode, RetentionCode

        retention.register(RetentionCode.NOTES, "baseline", blank_minutes)
        parts.register(files.PART)
        figures.register("baseline", "baseline", evidence.Reader)
        cells = ("relevant", "activity", "met", "actions", "risk", "cost", "deadline", "lead")
        of_recommendation = "recommendation__programme"
        words_standing.register_rewritten(
            Wording("baseline.recommendation", models.Recommendation, "programme", cells, "Baseline"),
            Wording("baseline.agreed", models.AgreedRating, of_recommendation, ("disagreement",), "Agreed rating"),
            Wording("baseline.action", models.Action, of_recommendation, ("action",), "Action"),
        )
        statuses.register(self.label, 6, PhaseCode.BASELINE.label, status.status)
