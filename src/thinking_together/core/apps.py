from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "thinking_together.core"
    label = "core"

    def ready(self) -> None:
        from thinking_together.core import audit, personal_data, purges

        purges.register(audit.KIND, audit.purge_event)
        personal_data.register("core", audit.export_events, audit.erase_nothing_more)
