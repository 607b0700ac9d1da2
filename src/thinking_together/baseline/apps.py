from django.apps import AppConfig


class BaselineConfig(AppConfig):
    name = "thinking_together.baseline"
    label = "baseline"

    def ready(self) -> None:
        from thinking_together.baseline import evidence, files, status
        from thinking_together.baseline.ending import blank_minutes
        from thinking_together.evidence import figures
        from thinking_together.programmes import parts, retention
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode, RetentionCode

        retention.register(RetentionCode.NOTES, "baseline", blank_minutes)
        parts.register(files.PART)
        figures.register("baseline", "baseline", evidence.Reader)
        statuses.register(self.label, 6, PhaseCode.BASELINE.label, status.status)
