from django.apps import AppConfig


class LocalDataConfig(AppConfig):
    name = "thinking_together.local_data"
    label = "local_data"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.local_data import evidence, files, status
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode

        parts.register(files.PART)
        figures.register("local_data", self.label, evidence.open_figures)
        statuses.register(self.label, 3, PhaseCode.LOCAL_DATA.label, status.status)
