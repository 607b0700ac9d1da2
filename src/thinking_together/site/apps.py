from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "thinking_together.site"
    label = "pages"

    def ready(self) -> None:
        from django.conf import settings

        from thinking_together.core.navigation import Section, register
        from thinking_together.core.permissions import Permission
        from thinking_together.programmes import status
        from thinking_together.programmes.models import PhaseCode

        register(Section(0, "Dashboard", "programme", Permission.SEE_PROGRAMME))
        register(Section(20, "Evidence", "evidence_catalogue", Permission.SEE_PROGRAMME))
        for phase in PhaseCode.values:
            status.lead_to(phase, "evidence_phase", phase=phase)
        status.lead_to(PhaseCode.NETWORK, "network_inside")
        status.lead_to("synthesis", "report_state")
        status.lead_to("report", "report_state")
        if settings.DEMO:
            from thinking_together.site.demo.opening import open_demonstration

            open_demonstration()
