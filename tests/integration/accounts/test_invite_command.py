"""The first people of an installation are invited from the shell."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
import typer
from django.test import Client
from tests.factories import people

from thinking_together.accounts.models import Invitation
from thinking_together.cli.people import invite
from thinking_together.core.audit import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the test is up to date."""
    monkeypatch.setattr("thinking_together.cli.people.database_ready", lambda: None)


def test_the_link_opens_an_invitation_to_run_the_installation(capsys: pytest.CaptureFixture[str]) -> None:
    invite("first@council.example", site="https://thinking.example.org/")
    link = capsys.readouterr().out.strip()
    assert link.startswith("https://thinking.example.org/sign-in/invitation/")
    assert Client().get(urlsplit(link).path).status_code == 200
    made = Invitation.objects.get()
    assert (made.email, made.installation_staff) == ("first@council.example", True)
    assert AuditEvent.objects.get().who_name == "System"


def test_a_lead_is_invited_to_their_programme_alone(capsys: pytest.CaptureFixture[str]) -> None:
    people.programme("alder")
    invite("lead@council.example", lead="alder")
    made = Invitation.objects.get()
    assert (made.installation_staff, made.invited_role.programme.slug) == (False, "alder")


@pytest.mark.parametrize(
    ("email", "lead", "why"),
    [
        ("no address", "", "'no address' is no e-mail address."),
        ("a@council.example", "nowhere", "No programme is called 'nowhere'."),
    ],
)
def test_what_is_wrong_invites_nobody(email: str, lead: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        invite(email, lead=lead)
    told = capsys.readouterr()
    assert (told.out, told.err.strip()) == ("", f"{why} Nobody was invited.")
    assert not Invitation.objects.exists()
