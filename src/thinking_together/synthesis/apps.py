from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "thinking_together.synthesis"
    label = "synthesis"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode
        from thinking_together.synthesis import coder_agreement, evidence, files, status

        parts.register(files.PART)
        for phase in PhaseCode.values:
            figures.register(phase, self.label, evidence.opener(phase))
            figures.register(phase, f"{self.label}_agreement", coder_agreement.opener(phase))
        statuses.register(self.label, 7, "Synthesis: themes and findings", status.status)
