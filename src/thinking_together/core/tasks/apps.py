from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "thinking_together.core.tasks"
    label = "tasks"

    def ready(self) -> None:
        from thinking_together.core.tasks import settling

        settling.connect()
