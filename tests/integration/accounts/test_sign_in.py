"""Signing in: by code, for the invited alone, telling strangers nothing, within limits."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core import mail
from django.test import Client, RequestFactory, override_settings
from tests.factories import people

from thinking_together.accounts.domain.invitations import make_invitation
from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM

pytestmark = pytest.mark.django_db


def code() -> str:
    found = re.search(r"Your code is (\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_a_code_lets_in_whoever_reads_the_mailbox(client: Client) -> None:
    people.person("sam@trust.example")
    client.post("/sign-in/", {"email": "Sam@Trust.example"})
    assert client.post("/sign-in/code", {"code": code().lower()})["Location"] == "/account/start"
    assert client.get("/account/").status_code == 200


def test_an_address_without_an_account_looks_the_same_and_gets_no_message(client: Client) -> None:
    people.person("sam@trust.example")
    pages = []
    for email in ("sam@trust.example", "nobody@trust.example"):
        page = Client().post("/sign-in/", {"email": email}, follow=True).content.decode().replace(email, "")
        pages.append(re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page))
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["sam@trust.example"]]
    assert Person.objects.count() == 1


def test_a_visit_that_somebody_else_began_is_not_the_one_that_is_signed_in(client: Client) -> None:
    people.person("sam@trust.example")
    client.post("/sign-in/", {"email": "sam@trust.example"})
    planted = client.cookies["session"].value
    client.post("/sign-in/code", {"code": code()})
    signed_in = client.cookies["session"].value
    client.post("/sign-in/out")
    for old in (planted, signed_in):
        other = Client()
        other.cookies["session"] = old
        assert other.get("/account/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example", "/\\evil.example"])
def test_signing_in_and_out_leads_to_no_other_site(client: Client, elsewhere: str) -> None:
    people.person("sam@trust.example")
    client.post("/sign-in/", {"email": "sam@trust.example", "next": elsewhere})
    answers = [client.post("/sign-in/code", {"code": code(), "next": elsewhere})]
    answers.append(client.post("/sign-in/out", {"next": elsewhere}))
    assert [answer["Location"] for answer in answers] == ["/account/start", "/"]


def test_another_address_can_be_used_after_a_mistake(client: Client) -> None:
    people.person("sam@trust.example")
    client.post("/sign-in/", {"email": "sma@trust.example"})
    assert client.post("/sign-in/out", {"next": "/sign-in/"})["Location"] == "/sign-in/"
    client.post("/sign-in/", {"email": "sam@trust.example"})
    client.post("/sign-in/code", {"code": code()})
    assert client.get("/account/").status_code == 200


def test_wrong_codes_run_out(client: Client) -> None:
    people.person("sam@trust.example")
    client.post("/sign-in/", {"email": "sam@trust.example"})
    good = code()
    for _ in range(5):
        client.post("/sign-in/code", {"code": "WRONG1"})
    client.post("/sign-in/code", {"code": good})
    assert client.get("/account/").status_code == 302


def test_codes_are_not_sent_without_end(client: Client) -> None:
    people.person("sam@trust.example")
    for _ in range(8):
        Client().post("/sign-in/", {"email": "sam@trust.example"})
    assert len(mail.outbox) == 3


def test_nobody_signs_up(client: Client) -> None:
    for path in ("/sign-in/signup", "/accounts/signup/", "/sign-in/not-known"):
        client.post(path, {"email": "eve@elsewhere.example", "password1": "x" * 20})
    assert Person.objects.count() == 0


@pytest.mark.parametrize("path", ["/", "/support", "/reports/", "/sign-in/"])
def test_reading_sets_no_session_cookie(client: Client, path: str) -> None:
    names = set(client.get(path).cookies)
    assert names <= ({"csrf"} if path == "/sign-in/" else set())


def test_pages_of_one_person_are_kept_by_their_browser_alone_and_forgotten_when_they_sign_out() -> None:
    client = people.visit(people.person("sam@trust.example"))
    for path in ("/", "/account/", "/support", "/account/second-factor/"):
        kept = client.get(path)["Cache-Control"]
        assert "private" in kept and "no-cache" in kept, path
    assert client.post("/sign-in/out")["Clear-Site-Data"] == '"cache"'
    assert not {"Cache-Control", "Clear-Site-Data"} & set(Client().get("/").headers)


def test_an_invitation_alone_lets_nobody_in(client: Client) -> None:
    sent = make_invitation(email="sam@trust.example", by=SYSTEM)
    client.get(f"/sign-in/invitation/{sent.token}")
    assert Person.objects.count() == 0
    response = client.post(f"/sign-in/invitation/{sent.token}")
    assert response["Location"] == "/sign-in/code"
    assert client.get("/account/").status_code == 302
    client.post("/sign-in/code", {"code": code()})
    client.get("/account/start")
    sent.invitation.refresh_from_db()
    assert sent.invitation.accepted is not None
    assert Client().get(f"/sign-in/invitation/{sent.token}").status_code == 410


def test_somebody_else_who_is_signed_in_does_not_take_it(client: Client) -> None:
    sent = make_invitation(email="sam@trust.example", installation_staff=True, by=SYSTEM)
    eve = people.person("eve@elsewhere.example")
    visit = people.visit(eve)
    visit.post(f"/sign-in/invitation/{sent.token}")
    assert visit.get("/account/start").status_code == 403
    eve.refresh_from_db()
    assert not eve.is_installation_staff


def test_who_has_a_second_factor_gives_it_at_each_sign_in(client: Client) -> None:
    sam = people.member(people.programme("alder"), Role.CODER, "sam@trust.example").person
    people.with_app(sam)
    client.post("/sign-in/", {"email": "sam@trust.example"})
    assert client.post("/sign-in/code", {"code": code()})["Location"] == "/sign-in/second-factor"
    assert client.get("/p/alder/").status_code == 302


@pytest.mark.parametrize(("half_minutes_ago", "answer"), [(0, 302), (1, 302), (2, 200)])
def test_a_code_is_right_for_the_half_minute_after_its_own(client: Client, half_minutes_ago: int, answer: int) -> None:
    sam = people.member(people.programme("alder"), Role.CODER, "sam@trust.example").person
    secret = people.with_app(sam)
    with time_machine.travel(1_000_000_020, tick=False):
        client.post("/sign-in/", {"email": "sam@trust.example"})
        client.post("/sign-in/code", {"code": code()})
        told = {"code": people.app_code(secret, half_minutes_ago)}
        assert client.post("/sign-in/second-factor", told).status_code == answer


PROVIDER = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "entra",
                "name": "Entra",
                "client_id": "c",
                "secret": "s",
                "settings": {"server_url": "https://login.example", "domains": ["trust.example"]},
            }
        ]
    }
}


def through_provider(email: str) -> tuple[Any, Any]:
    """What happens when the provider says that somebody with this address has signed in there."""
    from allauth.socialaccount.adapter import get_adapter
    from allauth.socialaccount.internal.flows.login import complete_login
    from django.contrib.messages.middleware import MessageMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware

    request = RequestFactory().get("/sign-in/with/entra/back")
    SessionMiddleware(lambda _: None).process_request(request)  # type: ignore[arg-type,return-value]
    MessageMiddleware(lambda _: None).process_request(request)  # type: ignore[arg-type,return-value]
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()
    with context.request_context(request):
        provider = get_adapter().get_provider(request, "entra")
        account = SocialAccount(provider="entra", uid=email, extra_data={})
        login = SocialLogin(user=Person(email=email), account=account, provider=provider)
        login.email_addresses = [EmailAddress(email=email, verified=False, primary=True)]
        response = complete_login(request, login)
    return request, response


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
def test_a_provider_lets_in_the_invited_of_its_own_domains(client: Client) -> None:
    people.person("sam@trust.example")
    request, _ = through_provider("sam@trust.example")
    assert request.user.email == "sam@trust.example"


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
@pytest.mark.parametrize("email", ["sam@council.example", "unknown@trust.example"])
def test_a_provider_lets_in_nobody_else(client: Client, email: str) -> None:
    people.person("sam@council.example")
    request, _ = through_provider(email)
    assert not request.user.is_authenticated
    assert Person.objects.count() == 1
