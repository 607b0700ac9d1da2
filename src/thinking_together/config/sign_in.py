"""Settings of sign-in: django-allauth with e-mailed codes, OpenID Connect and a second factor. Nobody signs up."""

from __future__ import annotations

from typing import Any

from thinking_together.config.identity_providers import Provider, providers
from thinking_together.config.mode import PRODUCTION

APPS = [
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
]
# In this order, after CommonMiddleware.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thinking_together.core.middleware.OwnPages",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_start"
LOGOUT_REDIRECT_URL = "home"

# A working day; no cookie besides this one, and none before somebody signs in.
SESSION_COOKIE_AGE = 12 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "thinking_together.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "request_login_code": "20/m/ip,3/m/key", "reauthenticate": "10/m/user"}

ACCOUNT_FORMS = {
    "request_login_code": "thinking_together.accounts.sign_in_forms.EmailForm",
    "confirm_login_code": "thinking_together.accounts.sign_in_forms.EmailCodeForm",
}

MFA_ADAPTER = "thinking_together.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "thinking_together.accounts.sign_in_forms.ActivateAppForm",
    "authenticate": "thinking_together.accounts.sign_in_forms.SecondFactorForm",
    "reauthenticate": "thinking_together.accounts.sign_in_forms.SecondFactorAgainForm",
}
MFA_TOTP_TOLERANCE = 1  # a code typed as the half minute ends is still right (RFC 6238, section 5.2)
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

OIDC = providers()
SOCIALACCOUNT_ADAPTER = "thinking_together.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False


def _apps(found: list[Provider]) -> list[dict[str, Any]]:
    return [
        {
            "provider_id": provider.id,
            "name": provider.name,
            "client_id": provider.client,
            "secret": provider.secret,
            "settings": {"server_url": provider.server, "oauth_pkce_enabled": True, "domains": list(provider.domains)},
        }
        for provider in found
    ]


SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": _apps(OIDC),
        "EMAIL_AUTHENTICATION": True,
        "provider_class": "thinking_together.accounts.openid.Provider",
    }
}
# Their forms are answered by a redirect to them, which the content security policy must let through.
IDENTITY_ORIGINS = [provider.origin for provider in OIDC]
