"""A name of 300 characters with emoji: kept whole where there is room, told where there is not, never cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from tests.factories.bundles import PROGRAMME, small_bundle

from thinking_together.bundle.commands import BundleRefused, import_folder
from thinking_together.core.mail.models import OutgoingMail
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db
FAMILY = "👩🏽‍👩🏻‍👧‍👦"  # one to the eye, eleven code points
LONG = (f"Ngozi d’Ólafsdóttir {FAMILY} " * 12)[:299] + "!"
FITS = LONG[:199] + "!"


def bundle(folder: Path, title: str) -> Path:
    return small_bundle(
        folder, **{"programme/programme.yaml": PROGRAMME.replace("Thinking together in Smallshire", title)}
    )


def test_what_fits_is_kept_and_shown_whole(tmp_path: Path, client: Client) -> None:
    assert (len(LONG), len(FITS)) == (300, 200)
    import_folder(bundle(tmp_path, FITS), by=SYSTEM)
    assert Programme.objects.get().title == FITS
    assert FITS in client.get("/").content.decode()


def test_what_does_not_fit_is_told_with_its_place_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused) as raised:
        import_folder(bundle(tmp_path, LONG), by=SYSTEM)
    told = [str(problem) for problem in raised.value.problems.found]
    assert len(told) == 1
    assert "programme/programme.yaml" in told[0]
    assert "title" in told[0]
    assert not Programme.objects.exists()


def test_an_address_with_such_a_name_has_its_page(client: Client) -> None:
    assert client.get(f"/{LONG}").status_code == 404
    assert client.get("/reports/", {"looked-for": LONG}).status_code == 200


def test_an_e_mail_to_such_a_name_is_kept_whole(settings: object) -> None:
    from thinking_together.core.mail.backend import QueuedBackend

    name = LONG.replace("’", "")
    message = EmailMessage(f"For {FAMILY}", f"Dear {LONG}", "us@example.org", [f'"{name}" <n@example.org>'])
    assert QueuedBackend().send_messages([message]) == 1
    kept = OutgoingMail.objects.get()
    assert kept.recipients == [f'"{name}" <n@example.org>']
