from django.apps import AppConfig


class ReflectionConfig(AppConfig):
    name = "thinking_together.reflection"
    label = "reflection"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.programmes import parts
        from thinking_together.reflection import evidence, files

        parts.register(files.PART)
        figures.register("reflection", "reflection", evidence.Reader)
