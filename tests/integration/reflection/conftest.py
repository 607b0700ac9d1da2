from __future__ import annotations

from typing import Any

import pytest
from tests.factories.sessions import Sessions, sessions

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def no_mail_server(settings: Any) -> None:
    settings.MAIL_TRANSPORT = LOCMEM


@pytest.fixture
def alder(db: None) -> Sessions:
    return sessions()
