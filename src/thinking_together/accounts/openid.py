"""Signing in with another service, as OpenID Connect Core 1.0 (3.1.3.7) has it checked.

django-allauth takes a token that came by a direct line at its word: it looks neither at its signature nor for a nonce,
and reads a person's details from an answer that need not be about the same person. Here each is checked, so that a
token of another visit, client or service opens nothing, however it came.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse

# Signed with a key that the service alone has: never with one that we both know, and never unsigned.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
NEEDED = ("iss", "sub", "aud", "exp", "iat", "nonce")
LEEWAY = 60  # seconds by which two machines' clocks may differ


class Adapter(OpenIDConnectOAuth2Adapter):
    """``nonce`` is the one that this visit sent with its request, empty where it sent none."""

    nonce = ""

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> SocialLogin:
        claims = self._claims(app, kwargs["response"].get("id_token", ""))
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims["sub"]:
            raise OAuth2Error("what the service tells is about somebody else")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told, "id_token": claims})

    def _claims(self, app: Any, id_token: str) -> dict[str, Any]:
        """What the token says, once it is known to be the service's, for us, of this visit and of now."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(id_token),
                algorithms=list(ALGORITHMS),
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=LEEWAY,
                options={"require": list(NEEDED)},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"the token does not hold: {type(error).__name__}") from error
        if not self.nonce or not secrets.compare_digest(str(claims["nonce"]).encode(), self.nonce.encode()):
            raise OAuth2Error("the token is of another visit")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the token is for another service")
        return claims

    def _key(self, id_token: str) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        named = jwt.get_unverified_header(id_token).get("kid")
        for key in keys:
            if key.key_id == named or (named is None and len(keys) == 1):
                return key
        raise OAuth2Error("the token is signed with a key that the service does not have")


class Provider(OpenIDConnectProvider):
    """Sends a nonce and keeps it in the visit."""

    oauth2_adapter_class = Adapter

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        asked = {**(kwargs.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        return super().redirect(request, *args, auth_params=asked, nonce=nonce, **kwargs)


class _Back(OAuth2CallbackView):
    """Hands the visit's nonce to what checks the token."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the service sends people back to."""
    try:
        return _Back.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404("no such service") from None
