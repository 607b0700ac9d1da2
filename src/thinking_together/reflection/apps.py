from django.apps import AppConfig


class ReflectionConfig(AppConfig):
    name = "thinking_together.reflection"
    label = "reflection"

    def ready(self) -> None:
        from thinking_together.core import navigation, permissions, personal_data, purges, wordings
        from thinking_together.core.tasks import rounds as keepers
        from thinking_together.evidence import figures
        from thinking_together.evidence import state as states
        from thinking_together.gatherings import reminding, waiting
        from thinking_together.gatherings.models import GatheringKind
        from thinking_together.messaging import kinds, links
        from thinking_together.programmes import concerns, parts, retention, ways
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes import uses as entries
        from thinking_together.programmes.domain.carrying import register_carry
        from thinking_together.programmes.models import PhaseCode, RetentionCode
        from thinking_together.reflection import (
            ending,
            evidence,
            files,
            look_after,
            moving_up,
            narrowed,
            personal,
            round_files,
            sessions_way,
            state,
            status,
            telling,
            uses,
        )
        from thinking_together.reflection.domain import rounds
        from thinking_together.reflection.domain.staying import CARRY

        retention.register(RetentionCode.NOTES, "reflection", ending.blank_notes)
        retention.register(RetentionCode.CONTACTS, "reflection", ending.forget_people)
        wordings.register(narrowed.DRAFTS)
        purges.register(rounds.KIND, rounds.remove)
        parts.register(files.PART)
        parts.register(round_files.PART)
        register_carry(CARRY)
        figures.register("reflection", "reflection", evidence.Reader)
        states.register("reflection", state.state)
        statuses.register(self.label, 4, PhaseCode.REFLECTION.label, status.status)
        ways.register(self.label, 4, sessions_way.ways_of)
        entries.register_address(uses.has_offered_times)
        personal_data.register("reflection", personal.export, personal.erase)
        concerns.register(narrowed.KIND, narrowed.HOLDER)
        waiting.register(GatheringKind.REFLECTIVE_SESSION, moving_up.next_of)
        reminding.register_words(GatheringKind.REFLECTIVE_SESSION, telling.NOBODY_NEED_SHARE)
        keepers.register("reflection", look_after.look_after)
        for purpose in telling.PURPOSES:
            links.register(purpose)
        for kind in telling.KINDS:
            kinds.register(kind)
        navigation.register(navigation.Section(40, "Sessions", "sessions", permissions.Permission.RUN_SESSIONS))
