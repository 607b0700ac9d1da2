from django.apps import AppConfig


class ReflectionConfig(AppConfig):
    name = "thinking_together.reflection"
    label = "reflection"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.programmes import parts, retention
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode, RetentionCode
        from thinking_together.reflection import evidence, files, status
        from thinking_together.reflection.ending import blank_notes

        retention.register(RetentionCode.NOTES, "reflection", blank_notes)
        parts.register(files.PART)
        figures.register("reflection", "reflection", evidence.Reader)
        statuses.register(self.label, 4, PhaseCode.REFLECTION.label, status.status)
