"""People with roles, and visits of theirs."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.people import grant_membership
from thinking_together.programmes.models import Membership, Programme


def programme(slug: str, **fields: Any) -> Programme:
    told = {"title": slug.title(), "place": "Fernshire", "area_code": "X06000001", "as_of": date(2023, 3, 1)}
    return Programme.objects.create(slug=slug, **told | fields)


def person(email: str, name: str = "Sam Reed", **fields: Any) -> Person:
    made = Person.objects.create(email=email, name=name, **fields)
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


def member(of: Programme, role: Role, email: str = "", **fields: Any) -> Membership:
    who = person(email or f"{role}@{of.slug}.example", **fields)
    return grant_membership(programme=of, person=who, role=role, by=SYSTEM)


def with_app(who: Person) -> str:
    """Gives the person an authenticator app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(who, secret)
    return secret


def app_code(secret: str, half_minutes_ago: int = 0) -> str:
    """What an authenticator app shows now, or showed before."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - half_minutes_ago))


def visit(who: Person | None, *, second_factor: bool = False) -> Client:
    """A visit of this person; with ``second_factor`` they have one and have used it."""
    client = Client()
    if who is None:
        return client
    client.force_login(who, "allauth.account.auth_backends.AuthenticationBackend")
    if second_factor:
        with_app(who)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session["account_authentication_methods_user"] = str(who.pk)
        session.save()
    return client
