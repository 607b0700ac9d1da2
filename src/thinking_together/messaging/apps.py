from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "thinking_together.messaging"
    label = "messaging"

    def ready(self) -> None:
        from thinking_together.core.tasks import rounds
        from thinking_together.messaging import handing_over, links, rendering

        rounds.register("messaging", handing_over.look_after)
        links.register(links.Purpose(rendering.STOP, "messages_stop", days=730, once=False, one_click=True))
