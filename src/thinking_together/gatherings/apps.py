from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "thinking_together.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        from thinking_together.gatherings import files, mail_parts
        from thinking_together.programmes import parts

        parts.register(files.PART)
        mail_parts.register()
