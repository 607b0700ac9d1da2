from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "thinking_together.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        from thinking_together.core import navigation, permissions, wordings
        from thinking_together.core import personal_data as register
        from thinking_together.core.tasks import rounds
        from thinking_together.gatherings import files, mail_parts, personal_data, reminding, uses
        from thinking_together.gatherings.models import Gathering
        from thinking_together.programmes import parts
        from thinking_together.programmes import uses as entries
        from thinking_together.programmes.domain import carrying

        register.register("gatherings", personal_data.export, personal_data.erase)
        carrying.register_carry(carrying.Carry(personal_data.take_links, personal_data.give_links))
        navigation.register(navigation.Section(12, "Events", "gatherings", permissions.Permission.SEE_PROGRAMME))
        told = ("title", "about")
        wordings.register(wordings.Wording("gatherings.event", Gathering, "programme", told, "Event"))
        parts.register(files.PART)
        mail_parts.register()
        entries.register_address(uses.has_place_ahead)
        rounds.register("gatherings", reminding.remind)
