"""Guessing is slowed down, whichever process of the web server answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from tests.factories import people

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
