from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "thinking_together.evidence"
    label = "evidence"

    def ready(self) -> None:
        from thinking_together.core import purges
        from thinking_together.evidence import files
        from thinking_together.evidence.domain import purging
        from thinking_together.programmes import parts

        parts.register(files.PART)
        purges.register(purging.KIND, purging.remove)
