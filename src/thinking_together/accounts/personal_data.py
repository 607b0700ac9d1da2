"""What this room holds about a person: the account, how they sign in, where they are signed in, invitations."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from thinking_together.accounts.models import Invitation, Person
from thinking_together.core.audit import purge_text


def export(person: Person) -> dict[str, Any]:
    """Secrets of second factors and other services' tokens are not told: they open doors."""
    return {
        "name": person.name,
        "email": person.email,
        "organisation": str(person.organisation or ""),
        "joined": person.joined.isoformat(),
        "runs_this_service": person.is_installation_staff,
        "may_begin_programmes": person.may_begin_programmes,
        "addresses": list(EmailAddress.objects.filter(user=person).values("email", "verified")),
        "second_factors": [
            {"kind": factor.type, "added": factor.created_at.isoformat()}
            for factor in Authenticator.objects.filter(user=person)
        ],
        "signs_in_with": list(SocialAccount.objects.filter(user=person).values("provider", "uid")),
        "visits": [
            {"began": visit.created_at.isoformat(), "browser": visit.user_agent, "network_address": visit.ip}
            for visit in UserSession.objects.filter(user=person)
        ],
        "invitations": [
            {"made": invitation.made.isoformat()} for invitation in Invitation.objects.filter(email=person.email)
        ],
    }


def erase(person: Person) -> None:
    """Invitations hold the address without a link to the person; the rest goes with the account."""
    invitations = Invitation.objects.filter(email=person.email)
    purge_text(*invitations)
    invitations.delete()
