from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "thinking_together.programmes"
    label = "programmes"

    def ready(self) -> None:
        from thinking_together.programmes import files, parts

        parts.register(files.PART)
