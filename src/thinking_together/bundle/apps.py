from django.apps import AppConfig


class BundleConfig(AppConfig):
    name = "thinking_together.bundle"
    label = "bundle"

    def ready(self) -> None:
        from thinking_together.bundle import personal
        from thinking_together.bundle.domain.exports import exports_stay
        from thinking_together.core import navigation, personal_data
        from thinking_together.core.permissions import Permission
        from thinking_together.programmes.domain.carrying import register_staying

        register_staying(exports_stay)
        personal_data.register(self.label, personal.export, personal.erase)
        page = navigation.Section(75, "Export and import", "bundle", Permission.CARRY_BUNDLE, beneath="setup")
        navigation.register(page)
