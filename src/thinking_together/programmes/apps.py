from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "thinking_together.programmes"
    label = "programmes"

    def ready(self) -> None:
        from thinking_together.accounts import invited
        from thinking_together.core import navigation, permissions
        from thinking_together.core import personal_data as register
        from thinking_together.programmes import files, parts, personal_data, queries
        from thinking_together.programmes.domain.people import give_invited_role

        parts.register(files.PART)
        register.register("programmes", personal_data.export, personal_data.erase, personal_data.against)
        permissions.register_members(queries.member)
        navigation.register(navigation.Section(60, "People", "people", permissions.Permission.MANAGE_PEOPLE))
        navigation.register(navigation.Section(70, "Set up", "setup", permissions.Permission.SET_UP))
        navigation.register(navigation.Section(80, "Audit log", "audit", permissions.Permission.SEE_AUDIT))
        invited.register("programmes", invited.Promise(queries.promised, give_invited_role))
