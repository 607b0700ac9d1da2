"""Guessing is slowed down, whichever process of the web server answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from tests.factories import people

from thinking_together.core.permissions import Role

pytestmark = pytest.mark.django_db


def ask_for_codes(times: int) -> list[int]:
    people.person("sam@trust.example")
    return [Client().post("/sign-in/", {"email": "sam@trust.example"}).status_code for _ in range(times)]


def test_the_fourth_code_in_a_minute_is_not_sent() -> None:
    assert (ask_for_codes(4), len(mail.outbox)) == ([302, 302, 302, 200], 3)  # the form again, with what to do


def test_tries_are_known_to_other_processes_and_hold_no_address(own_folder: Path) -> None:
    ask_for_codes(2)
    held = list((own_folder / "cache").iterdir())
    assert held
    assert not [file for file in held if b"sam@" in file.read_bytes() or "sam@" in file.name]


def signed_in_so_far(client: Client, email: str) -> str:
    """Whoever reads the mailbox has given the code, and is asked for a second factor; the app's secret."""
    secret = people.with_app(people.person(email))
    client.post("/sign-in/", {"email": email})
    found = re.search(r"Your code is (\S+)", str(mail.outbox[-1].body))
    assert found
    client.post("/sign-in/code", {"code": found[1]})
    return secret


def test_codes_of_an_app_cannot_be_guessed(client: Client) -> None:
    """A million codes, of which three are right at a time: after a few tries not even those are taken."""
    secret = signed_in_so_far(client, "sam@trust.example")
    for _ in range(20):
        client.post("/sign-in/second-factor", {"code": "000000"})
    client.post("/sign-in/second-factor", {"code": people.app_code(secret)})
    assert client.get("/account/").status_code == 302


def test_neither_can_they_in_a_visit_that_gave_none(client: Client) -> None:
    sam = people.member(people.programme("alder"), Role.LEAD, "sam@trust.example").person
    secret, visit = people.with_app(sam), people.visit(sam)
    for _ in range(20):
        visit.post("/account/second-factor/again", {"code": "000000"})
    visit.post("/account/second-factor/again", {"code": people.app_code(secret)})
    assert visit.get("/p/alder/people/").status_code == 302
