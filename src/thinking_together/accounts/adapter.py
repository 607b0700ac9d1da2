"""What sign-in does our way: nobody signs up, wording is ours."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from thinking_together.core.brand import current


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "That code is not right. Check the newest message and enter its code again",
        "too_many_login_attempts": "Too many tries. Ask for a new code",
        "account_inactive": "This account is closed",
        "rate_limited": "Too many tries. Wait a minute, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Another service's sign-in opens an account that an invitation made, and never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """A service vouches for the addresses of its own domains, and for nobody else's."""
        return _domain(email) in login.provider.app.settings.get("domains", [])

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        """Many services do not say that an address is verified; of their own domains they do not need to."""
        for address in sociallogin.email_addresses:
            address.verified = self.can_authenticate_by_email(sociallogin, address.email)
        return super().authenticate_by_email(sociallogin)


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Enter the newest code that the app shows",
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(getattr(user, "email", ""))

    def get_totp_issuer(self) -> str:
        return current().name
