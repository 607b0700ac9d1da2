from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "thinking_together.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from thinking_together.accounts import personal_data, second_factor
        from thinking_together.accounts.domain import people
        from thinking_together.core import permissions, purges
        from thinking_together.core import personal_data as register

        purges.register(people.KIND, people.remove)
        register.register("accounts", personal_data.export, personal_data.erase)
        permissions.register_second_factor(second_factor.in_the_way)
        authenticator_added.connect(second_factor.proved, dispatch_uid="a second factor was used")
