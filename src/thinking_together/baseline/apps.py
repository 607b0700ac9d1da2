from django.apps import AppConfig


class BaselineConfig(AppConfig):
    name = "thinking_together.baseline"
    label = "baseline"

    def ready(self) -> None:
        from thinking_together.baseline import evidence, files
        from thinking_together.evidence import figures
        from thinking_together.programmes import parts

        parts.register(files.PART)
        figures.register("baseline", "baseline", evidence.Reader)
