from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "thinking_together.synthesis"
    label = "synthesis"

    def ready(self) -> None:
        from thinking_together.core.wordings import Wording
        from thinking_together.evidence import figures, words_standing
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode
        from thinking_together.synthesis import coder_agreement, evidence, files, models, status

        parts.register(files.PART)
        for phase in PhaseCode.values:
            figures.register(phase, self.label, evidence.opener(phase))
            figures.register(phase, f"{self.label}_agreement", coder_agreement.opener(phase))
        words_standing.register_rewritten(
            Wording("synthesis.finding", models.Finding, "programme", ("title", "body"), "Finding"),
            Wording("synthesis.recommendation", models.Recommendation, "programme", ("text",), "Recommendation"),
            Wording("synthesis.theme", models.Theme, "programme", ("title", "summary"), "Theme"),
            Wording("synthesis.code", models.Code, "programme", ("name", "definition"), "Code"),
            Wording("synthesis.summary", models.FrameworkSummary, "theme__programme", ("summary",), "Summary"),
            Wording(
                "synthesis.negative_case",
                models.NegativeCase,
                "finding__programme",
                ("looked_for", "found", "explanation"),
                "Negative case",
            ),
        )
        statuses.register(self.label, 7, "Synthesis: themes and findings", status.status)
