from __future__ import annotations

from typing import Any

import pytest
from tests.factories.outbox import real_programme

from thinking_together.core.writes import SYSTEM
from thinking_together.network.domain.page import open_page
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import lines_of

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def no_mail_server(settings: Any) -> None:
    settings.MAIL_TRANSPORT = LOCMEM
    settings.SITE_ADDRESS = "https://together.example"


@pytest.fixture
def ready() -> Programme:
    """A programme that lacks nothing that has to be in place before anybody is asked."""
    made = real_programme(
        children_number="01632 960001",
        reading_rota="Robin, every working day",
        local_support="Wellbeing, 01632 960002",
        contact="team@alder.example",
    )
    for duty in ("safeguarding_lead", "safeguarding_deputy"):
        made.responsible.create(duty=duty, name=duty, email=f"{duty}@council.example", phone="01632 960001")
    made.support_confirmed, made.support_confirmed_as = made.as_of, lines_of(made)
    made.save()
    made.partners.create(code="trust", name="Alder Trust", sector=made.sectors.first())
    return made


@pytest.fixture
def programme(ready: Programme) -> Programme:
    """With its public page open."""
    open_page(programme=ready, by=SYSTEM)
    return ready
