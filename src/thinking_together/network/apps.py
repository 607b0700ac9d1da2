from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "thinking_together.network"
    label = "network"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.network import evidence, files
        from thinking_together.programmes import parts

        parts.register(files.PART)
        figures.register("network", self.label, evidence.open_figures)
