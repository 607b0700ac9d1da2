from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "thinking_together.network"
    label = "network"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.network import evidence, files, status
        from thinking_together.programmes import parts
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes.models import PhaseCode

        parts.register(files.PART)
        figures.register("network", self.label, evidence.open_figures)
        statuses.register(self.label, 1, PhaseCode.NETWORK.label, status.status)
