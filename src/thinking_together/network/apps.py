from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "thinking_together.network"
    label = "network"

    def ready(self) -> None:
        from thinking_together.core import navigation, personal_data, wordings
        from thinking_together.core.permissions import Permission
        from thinking_together.evidence import figures
        from thinking_together.evidence import state as states
        from thinking_together.network import evidence, files, joining_way, purposes, state, status, uses
        from thinking_together.network import personal_data as of_people
        from thinking_together.network.models import Answered, Interest, Update
        from thinking_together.programmes import parts, ways
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes import uses as entries
        from thinking_together.programmes.models import PhaseCode

        parts.register(files.PART)
        purposes.register()
        figures.register("network", self.label, evidence.open_figures)
        states.register(self.label, state.forms_state)
        statuses.register(self.label, 1, PhaseCode.NETWORK.label, status.status)
        ways.register(self.label, 1, joining_way.ways_of)
        entries.register_entry(Interest, uses.is_chosen)
        personal_data.register(self.label, of_people.export, of_people.erase)
        for kind, model, fields, called in (
            ("network.update", Update, ("title", "body"), "Update"),
            ("network.answer", Answered, ("said", "did"), "You said, we did"),
        ):
            wordings.register(wordings.Wording(kind, model, "programme", fields, called))
        navigation.register(navigation.Section(10, "Network", "network_inside", Permission.SEE_PROGRAMME))
