from django.apps import AppConfig


class LiteratureConfig(AppConfig):
    name = "thinking_together.literature"
    label = "literature"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.literature import evidence, files, status
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode

        parts.register(files.PART)
        figures.register("literature", "literature", evidence.Reader)
        statuses.register(self.label, 5, PhaseCode.LITERATURE.label, status.status)
