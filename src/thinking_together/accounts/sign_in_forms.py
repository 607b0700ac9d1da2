"""The library's forms with our words for what is missing."""

from __future__ import annotations

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Form

ENTER_EMAIL = {
    "required": "Enter your e-mail address",
    "invalid": "Enter an e-mail address in the correct format, like name@example.org",
}
ENTER_CODE = {"required": "Enter the code"}


class _WithCode(Form):
    """Codes are read with or without spaces, as apps show them in two halves."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["code"].error_messages |= ENTER_CODE

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        return str(super().clean_code())  # type: ignore[misc]


class EmailForm(RequestLoginCodeForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages |= ENTER_EMAIL
        for validator in self.fields["email"].validators:
            if hasattr(validator, "user_regex"):
                validator.message = ENTER_EMAIL["invalid"]


class EmailCodeForm(_WithCode, ConfirmLoginCodeForm):
    pass


class ActivateAppForm(_WithCode, ActivateTOTPForm):
    pass


class SecondFactorForm(_WithCode, AuthenticateForm):
    pass


class SecondFactorAgainForm(_WithCode, ReauthenticateForm):
    pass
