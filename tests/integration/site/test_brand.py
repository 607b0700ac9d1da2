"""The installation's own name, colours and lines on its pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories import people

from thinking_together.core.brand import Brand

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine("an installation's name and colours are settings")]
OURS = Brand("Fernshire together", "#0f5a4a", "#0b4f6c", "hello@fernshire.example", "Fernshire line 01632 960123")


def html(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_an_installation_has_its_name_colours_contact_and_line(client: Client, settings: Any) -> None:
    settings.BRAND = OURS
    page = html(client, "/support")
    assert "Fernshire together" in page.split("</header>")[0]
    assert f'href="/brand.css?{OURS.version}"' in page and 'content="#0f5a4a"' in page and "<style" not in page
    assert 'href="tel:01632960123"' in page
    assert "mailto:hello@fernshire.example" in html(client, "/privacy")
    answer = client.get("/brand.css")
    assert answer["Content-Type"].startswith("text/css") and answer.content.decode() == OURS.style


def test_a_programmes_own_title_contact_and_line_come_first(client: Client, settings: Any) -> None:
    settings.BRAND = OURS
    people.programme("alder", contact="lead@alder.example", local_support="Alder line 01632 960999")
    page = html(client, "/support")
    assert "Alder line" in page and "Fernshire line" not in page and "Alder" in page.split("</header>")[0]
    assert "mailto:lead@alder.example" in html(client, "/privacy")


def test_without_a_choice_nothing_is_loaded(client: Client) -> None:
    assert "brand.css" not in html(client, "/support")
    assert client.get("/brand.css").content == b""
