"""Whether a second factor was used in this visit."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.urls import reverse

from thinking_together.accounts.models import Person

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def used(request: HttpRequest) -> bool:
    """An app's code, a passkey or a recovery code was given in this visit, and the person still has a factor."""
    person = request.user
    if not isinstance(person, Person):
        return False
    records = get_authentication_records(request, person)
    return any(record.get("method") == "mfa" for record in records) and is_mfa_enabled(person, FACTORS)


def in_the_way(request: HttpRequest) -> str | None:
    """Where a second factor is set up, for those who must use one and have not."""
    if used(request):
        return None
    enrolled = is_mfa_enabled(request.user, FACTORS)
    if not enrolled:
        return reverse("mfa_index")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}"


def proved(sender: Any, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    """A factor that was just set up was used in doing so."""
    if authenticator.type in FACTORS:
        told = {"type": authenticator.type, "reauthenticated": True}
        record_authentication(request, user, method="mfa", id=authenticator.pk, **told)
