"""Signing in with another service, the whole way, against one that runs on this machine and can be made to lie."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from tests.factories import people
from tests.factories.openid_provider import ANOTHER_KEY, CLIENT, SECRET, OpenIdProvider, openid_provider

from thinking_together.accounts.domain.invitations import make_invitation
from thinking_together.accounts.models import Person
from thinking_together.config import sign_in
from thinking_together.config.identity_providers import Provider
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM

pytestmark = pytest.mark.django_db
START = "/sign-in/with/entra"


@pytest.fixture(scope="module")
def listening() -> Iterator[OpenIdProvider]:
    with openid_provider() as provider:
        yield provider


@pytest.fixture
def service(listening: OpenIdProvider, settings: Any) -> OpenIdProvider:
    """The service as an installation names it in its environment, telling the truth."""
    told = Provider("entra", "Entra", listening.address, CLIENT, SECRET, ("trust.example",))
    standing = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": standing | {"APPS": sign_in._apps([told])}}
    fresh = OpenIdProvider(address=listening.address)
    vars(listening).update(vars(fresh))
    return listening


@pytest.fixture
def sam() -> Person:
    return people.person("sam@trust.example")


def to_the_service(client: Client) -> str:
    """Where the service sends the browser back to."""
    response = client.post(START)
    assert response.status_code == 302
    answer = requests.get(response["Location"], allow_redirects=False, timeout=20)
    return answer.headers["Location"].removeprefix("http://testserver")


def sign_in_there(client: Client) -> Any:
    return client.get(to_the_service(client))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_who_was_invited_signs_in_and_is_the_same_person_the_next_time(
    service: OpenIdProvider, sam: Person, client: Client
) -> None:
    assert sign_in_there(client)["Location"] == "/account/start"
    assert is_in(client)
    again = Client()
    sign_in_there(again)
    assert is_in(again) and Person.objects.get() == sam


def test_an_invitation_is_accepted_by_signing_in_there(service: OpenIdProvider, client: Client) -> None:
    sent = make_invitation(email="sam@trust.example", by=SYSTEM)
    client.post(f"/sign-in/invitation/{sent.token}")
    client.get(sign_in_there(client)["Location"])
    sent.invitation.refresh_from_db()
    assert sent.invitation.accepted is not None and is_in(client)


@pytest.mark.parametrize("email", ["unknown@trust.example", "sam@council.example"])
def test_nobody_else_comes_in_and_no_account_is_made(service: OpenIdProvider, client: Client, email: str) -> None:
    """Not invited; and invited, but of a domain that the service does not vouch for."""
    people.person("sam@council.example")
    service.email = email
    sign_in_there(client)
    assert not is_in(client) and Person.objects.count() == 1


def test_a_closed_account_stays_closed(service: OpenIdProvider, sam: Person, client: Client) -> None:
    Person.objects.update(is_active=False)
    assert sign_in_there(client)["Location"] == "/sign-in/closed"
    assert not is_in(client)


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"claims": {"nonce": "x" * 43}},
    "no nonce": {"claims": {"nonce": None}},
    "another's signature": {"key": ANOTHER_KEY},
    "a key that it has not": {"header": {"kid": "key-2"}},
    "no signature": {"key": None, "algorithm": "none"},
    "signed with what we both know": {"key": SECRET, "algorithm": "HS256"},
    "another client": {"claims": {"aud": "another"}},
    "several clients, asked for by another": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "another service": {"claims": {"iss": "https://elsewhere.example"}},
    "over": {"claims": {"iat": 1_700_000_000, "exp": 1_700_000_300}},
    "without an end": {"claims": {"exp": None}},
    "not yet": {"claims": {"nbf": 32_000_000_000}},
    "details of somebody else": {"told": {"sub": "somebody else"}},
    "no token": {"without_token": True},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_hold_lets_nobody_in(
    service: OpenIdProvider, sam: Person, client: Client, lie: str
) -> None:
    vars(service).update(LIES[lie])
    response = sign_in_there(client)
    assert response.status_code == 401
    assert "could not sign you in" in response.content.decode()
    assert not is_in(client)


def test_clocks_may_differ_a_little(service: OpenIdProvider, sam: Person, client: Client) -> None:
    service.claims = {"iat": int(time.time()) + 30}
    sign_in_there(client)
    assert is_in(client)


def test_what_came_back_is_of_this_visit_and_counts_once(service: OpenIdProvider, sam: Person, client: Client) -> None:
    back = to_the_service(client)
    other = Client()
    assert other.get(back).status_code == 401 and not is_in(other)
    client.get(back)
    client.post("/sign-in/out")
    assert client.get(back).status_code == 401 and not is_in(client)


def test_each_visit_asks_with_a_nonce_and_a_proof_of_its_own(service: OpenIdProvider, client: Client) -> None:
    asked = [parse_qs(urlsplit(Client().post(START)["Location"]).query) for _ in range(2)]
    for name in ("nonce", "state", "code_challenge"):
        assert len({told[name][0] for told in asked}) == 2
    assert {told["code_challenge_method"][0] for told in asked} == {"S256"}


def test_who_gives_up_there_is_told_so(service: OpenIdProvider, client: Client) -> None:
    state = parse_qs(urlsplit(client.post(START)["Location"]).query)["state"][0]
    assert client.get(f"{START}/back", {"error": "access_denied", "state": state})["Location"] == "/sign-in/stopped"


def test_a_service_that_is_away_leaves_a_clear_page(service: OpenIdProvider, sam: Person, client: Client) -> None:
    back = to_the_service(client)
    service.codes.clear()
    response = client.get(back)
    assert (response.status_code, is_in(client)) == (401, False)
    assert "have a code sent to your address instead" in response.content.decode()


def test_a_lead_uses_a_second_factor_all_the_same(service: OpenIdProvider, client: Client) -> None:
    lead = people.member(people.programme("alder"), Role.LEAD, "sam@trust.example").person
    sign_in_there(client)
    assert client.get("/p/alder/")["Location"] == "/account/second-factor/"
    people.with_app(lead)
    again = Client()
    assert sign_in_there(again)["Location"] == "/sign-in/second-factor"
    assert not is_in(again)


def test_somebody_who_contributes_now_and_then_is_asked_for_none(service: OpenIdProvider, client: Client) -> None:
    people.member(people.programme("alder"), Role.CODER, "sam@trust.example")
    sign_in_there(client)
    assert client.get("/p/alder/").status_code == 200
