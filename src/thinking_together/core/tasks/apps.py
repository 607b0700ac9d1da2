from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "thinking_together.core.tasks"
    label = "tasks"

    def ready(self) -> None:
        from thinking_together.core.tasks import daily, rounds, settling

        settling.connect()
        rounds.register("daily", daily.ask_for_today)
