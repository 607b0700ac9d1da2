from django.apps import AppConfig


class LocalDataConfig(AppConfig):
    name = "thinking_together.local_data"
    label = "local_data"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.local_data import evidence, files
        from thinking_together.programmes import parts

        parts.register(files.PART)
        figures.register("local_data", self.label, evidence.open_figures)
