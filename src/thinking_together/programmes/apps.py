from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "thinking_together.programmes"
    label = "programmes"

    def ready(self) -> None:
        from thinking_together.accounts import invited
        from thinking_together.core import banners, navigation, permissions, purges, wordings
        from thinking_together.core import closed as core_closed
        from thinking_together.core import personal_data as register
        from thinking_together.core.tasks import daily
        from thinking_together.programmes import (
            closed,
            concerns,
            deleting,
            files,
            forgetting,
            parts,
            pauses,
            personal_data,
            queries,
            retention,
        )
        from thinking_together.programmes.domain import carrying, closing
        from thinking_together.programmes.domain import retention as keeping
        from thinking_together.programmes.domain.carrying import register_staying
        from thinking_together.programmes.domain.concerns import concerns_stay
        from thinking_together.programmes.domain.people import give_invited_role
        from thinking_together.programmes.models import RetentionCode

        carrying.register_carry(carrying.Carry(carrying.take_addresses, carrying.give_addresses))
        parts.register(files.PART)
        register_staying(concerns_stay)
        register.register("programmes", personal_data.export, personal_data.erase, personal_data.against)
        permissions.register_members(queries.member, queries.leads_any)
        permissions.register_duties(pauses.by_duty)
        permissions.register_held_back(pauses.held_back)
        banners.register(pauses.banners_of)
        banners.register(closed.banners_of)
        core_closed.register(closed.why_closed)
        wordings.register(concerns.WORDS)
        wordings.register(pauses.REASONS)
        purges.register(closing.KIND, closing.remove)
        purges.register(keeping.KIND, keeping.remove)
        retention.register(RetentionCode.CONTACTS, "programmes", forgetting.addresses)
        retention.register(RetentionCode.NOTES, "programmes", concerns.forget_words)
        retention.register(RetentionCode.AUDIT, "programmes", forgetting.log)
        daily.register(deleting.delete_what_is_due)
        for section in (
            navigation.Section(71, "People", "people", permissions.Permission.MANAGE_PEOPLE, beneath="setup"),
            navigation.Section(70, "Set up", "setup", permissions.Permission.SET_UP),
            navigation.Section(
                75, "Safeguarding concerns", "concerns", permissions.Permission.SEE_CONCERNS, beneath="setup"
            ),
            navigation.Section(80, "Audit log", "audit", permissions.Permission.SEE_AUDIT, beneath="setup"),
            navigation.Section(90, "Pause everything", "pause", permissions.Permission.PAUSE, beneath="setup"),
            navigation.Section(95, "Archive or delete", "setup_close", permissions.Permission.SET_UP, beneath="setup"),
        ):
            navigation.register(section)
        invited.register("programmes", invited.Promise(queries.promised, give_invited_role))
