from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "thinking_together.evidence"
    label = "evidence"

    def ready(self) -> None:
        from thinking_together.analysis import decisions
        from thinking_together.core import navigation, purges
        from thinking_together.core.permissions import Permission
        from thinking_together.evidence import concerns, files, kept_decisions
        from thinking_together.evidence.domain import purging
        from thinking_together.evidence.uses import has_texts
        from thinking_together.programmes import concerns as raised
        from thinking_together.programmes import parts, uses

        decisions.remember(kept_decisions.OnDisk())
        parts.register(files.PART)
        uses.register_sector(has_texts)
        purges.register(purging.KIND, purging.remove)
        navigation.register(navigation.Section(85, "Remove words", "purge", Permission.PURGE, beneath="setup"))
        purges.register(purging.KIND, concerns.forget)
        raised.register(concerns.KIND, concerns.HOLDER)
