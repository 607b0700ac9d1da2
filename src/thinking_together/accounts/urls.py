"""Addresses of sign-in, of one's own account and of the installation's people.

django-allauth's views stand under names that it looks up itself; each is given its permission here. Only those that
are used have an address: no sign-up, no password.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as other
from allauth.socialaccount.providers.openid_connect import views as asking
from allauth.usersessions import views as sessions
from django.urls import include, path

from thinking_together.accounts import openid
from thinking_together.accounts.views import installation, invitation, own
from thinking_together.core.permissions import Permission, requires

public = requires(Permission.PUBLIC)
signed_in = requires(Permission.SIGNED_IN)

second_factor = [
    path("", signed_in(factor.index), name="mfa_index"),
    path("again", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path("app", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "codes/new",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "codes/file",
        signed_in(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys", signed_in(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/add", signed_in(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(
        "passkeys/again",
        signed_in(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/<int:pk>/remove", signed_in(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/rename", signed_in(passkey.edit_webauthn), name="mfa_edit_webauthn"),
]
urlpatterns = [
    path("sign-in/", public(account.request_login_code), name="account_login"),
    path("sign-in/", public(account.request_login_code), name="account_request_login_code"),
    path("sign-in/code", public(account.confirm_login_code), name="account_confirm_login_code"),
    path("sign-in/second-factor", public(factor.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey", public(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>", public(asking.login), name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back", public(openid.back), name="openid_connect_callback"),
    path("sign-in/not-known", public(other.signup), name="socialaccount_signup"),
    path("sign-in/stopped", public(other.login_cancelled), name="socialaccount_login_cancelled"),
    path("sign-in/failed", public(other.login_error), name="socialaccount_login_error"),
    path("sign-in/closed", public(account.account_inactive), name="account_inactive"),
    path("sign-in/out", public(account.logout), name="account_logout"),
    path("sign-in/invitation/<str:token>", invitation.invitation, name="invitation"),
    path("account/start", invitation.start, name="account_start"),
    path("account/", own.account, name="account"),
    path("account/details", own.details, name="account_details"),
    path("account/second-factor/", include(second_factor)),
    path("account/data", own.my_data, name="account_data"),
    path("account/close", own.close, name="account_close"),
    path("account/closed", own.closed, name="account_closed"),
    path("account/sessions", signed_in(sessions.list_usersessions), name="usersessions_list"),
    path("installation/people/", installation.people, name="installation_people"),
    path("installation/people/invite", installation.invite, name="installation_invite"),
    path("installation/people/<int:person>/close", installation.close, name="installation_close"),
    path("installation/people/<int:person>/open", installation.reopen, name="installation_reopen"),
    path("installation/people/<int:person>/programmes", installation.begin, name="installation_begin"),
    path("installation/people/<int:person>/erase", installation.erase, name="installation_erase"),
    path("installation/organisations/", installation.organisations, name="installation_organisations"),
]
