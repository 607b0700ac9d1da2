from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "thinking_together.messaging"
    label = "messaging"

    def ready(self) -> None:
        from thinking_together.core import navigation, permissions, wordings
        from thinking_together.core import personal_data as register
        from thinking_together.core.tasks import rounds
        from thinking_together.messaging import handing_over, links, personal_data, rendering, staying
        from thinking_together.messaging.models import Message
        from thinking_together.programmes import retention
        from thinking_together.programmes.domain import carrying
        from thinking_together.programmes.models import RetentionCode

        register.register("messaging", personal_data.export, personal_data.erase)
        retention.register(RetentionCode.CONTACTS, "messaging", personal_data.forget)
        carrying.register_staying(staying.move)
        carrying.register_carry(carrying.Carry(staying.nothing, staying.settle))
        said = ("subject", "body_markdown")
        wordings.register(wordings.Wording("messaging.message", Message, "programme", said, "Message", files="files"))
        for section in (
            navigation.Section(50, "Messages", "outbox", permissions.Permission.SEND_MESSAGES),
            navigation.Section(72, "Quiet hours", "outbox_quiet", permissions.Permission.SET_UP, beneath="setup"),
        ):
            navigation.register(section)
        rounds.register("messaging", handing_over.look_after)
        links.register(links.Purpose(rendering.STOP, "messages_stop", days=730, once=False, one_click=True))
