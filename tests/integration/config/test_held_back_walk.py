"""Every page that is open to everybody is held back while its programme is paused, and every message asks first.

A new open page that says nothing of a programme here, or a new way to send, fails until somebody has looked at it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from tests.factories import people
from tests.integration.config.test_permissions_walk import (
    ADDRESSES,
    MARK,
    House,
    house,  # noqa: F401
    report,  # noqa: F401
    two_programmes,  # noqa: F401
)

from thinking_together.core.permissions import Permission
from thinking_together.network.models import Page
from thinking_together.report.models import Edition

pytestmark = pytest.mark.django_db
OPEN = tuple(a for a in ADDRESSES if a.takes and (a.permission is Permission.PUBLIC or hasattr(a.view, "subject_of")))
# What somebody asked for themselves, and must be able to end, goes on: leaving, and no more messages.
GOES_ON = {"network_leave", "messages_stop"}
# They say nothing of a programme to somebody who has not signed in, or concern those who run it.
OF_NO_PROGRAMME = {"invitation", "openid_connect_login", "openid_connect_callback"}
# Where mail is made, each looked at: what hands over messages to those who take part asks ``why_held`` for each.
SENDS = {
    "messaging/rendering.py",
    "accounts/invitation_mail.py",  # to people who run a programme, by a lead's own act
    "programmes/concern_mail.py",  # to those who answer for safeguarding, whatever is paused
    "survey/answering/returning.py",  # at once, to an address that somebody who answers types; never while it is paused
    "cli/mail_test.py",  # to an address that is typed in the shell
}


def test_every_open_page_is_held_back_while_its_programme_is_paused(house: House) -> None:  # noqa: F811
    nobody, programme, mark = people.visit(None), house.programmes["alder"], MARK["alder"].encode()
    Edition.objects.update(state="published")
    Page.objects.update_or_create(programme=programme, defaults={"opened": timezone.now()})
    paths = {a.name: house.path(a, "alder") for a in OPEN if a.name not in OF_NO_PROGRAMME}
    told = {name: nobody.get(path) for name, path in paths.items()}
    programme.pauses.create(partner=None)
    wrong = []
    for name, before in told.items():
        after = nobody.get(paths[name])
        if before.status_code != 200 or name in GOES_ON:
            continue
        held = (
            after.status_code == 200
            and "X-Robots-Tag" in after
            and mark not in _page(after).replace(programme.title.encode(), b"")
        )
        if not held:
            wrong.append(f"{paths[name]} ({name}) is shown: {after.status_code}")
    assert wrong == []
    shown = {name for name, before in told.items() if before.status_code == 200}
    assert shown >= {
        "report",
        "report_file",
        "event",
        "network",
        "network_join",
        "gathering_place",
        "survey_introduction",
    }


def _page(response: object) -> bytes:
    streaming = getattr(response, "streaming", False)
    found = b"".join(response.streaming_content) if streaming else response.content  # type: ignore[attr-defined]
    return bytes(found)


def test_mail_is_made_where_a_pause_is_asked_about_and_nowhere_else(repository: Path) -> None:
    source = repository / "src/thinking_together"
    makes = ("EmailMessage(", "EmailMultiAlternatives(", "send_mail(", "mail_admins(", "mail_managers(")
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "core/mail/" not in path.as_posix() and any(word in path.read_text(encoding="utf-8") for word in makes)
    }
    assert found == SENDS
    assert "why_held" in (source / "messaging/handing_over.py").read_text(encoding="utf-8")
