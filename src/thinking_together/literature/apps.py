from django.apps import AppConfig


class LiteratureConfig(AppConfig):
    name = "thinking_together.literature"
    label = "literature"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.literature import evidence, files
        from thinking_together.programmes import parts

        parts.register(files.PART)
        figures.register("literature", "literature", evidence.Reader)
