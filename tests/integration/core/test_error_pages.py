"""Every error has a page that says what happened and what to do, and begins with help."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client, RequestFactory

from thinking_together.core.views import too_many

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.factories.broken_pages"),
    pytest.mark.one_engine("an error's page asks no database; that one is away is raised by a view"),
]


def page(response: Any) -> str:
    """Of an error: help stands before the heading, and no inside of the system is shown."""
    text: str = response.content.decode()
    assert text.index("Need help now?") < text.index("<h1")
    assert text.count("<h1") == 1
    for inside in ("Traceback", "OperationalError", "database is locked", "No space left"):
        assert inside not in text
    return text


@pytest.mark.parametrize(
    ("way", "status", "heading"),
    [
        ("value", 500, "Sorry, there is a problem with this service"),
        ("locked", 503, "Sorry, the service is busy or away for a moment"),
        ("gone", 503, "Sorry, the service is busy or away for a moment"),
        ("full", 503, "Sorry, nothing can be kept at the moment"),
        ("full-database", 503, "Sorry, nothing can be kept at the moment"),
        ("denied", 403, "You cannot see this page"),
        ("suspicious", 400, "This request could not be read"),
        ("nothing", 404, "Page not found"),
    ],
)
def test_each_failure_has_its_page(client: Client, way: str, status: int, heading: str) -> None:
    client.raise_request_exception = False
    response = client.get(f"/fail/{way}")
    assert response.status_code == status
    assert heading in page(response)
    assert ("Retry-After" in response) == (status == 503)


def test_a_database_that_is_away_is_told_on_every_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    client.raise_request_exception = False
    for address in ("/", "/support", "/reports/", "/nothing-here"):
        response = client.get(address)
        assert response.status_code == 503, address
        assert response["Retry-After"] == "30"
        page(response)
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"ready": False, "queue": "unknown"})


def test_a_method_that_is_not_allowed_has_a_page_and_says_which_are(client: Client) -> None:
    response = client.post("/reports/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "This page cannot be used like that" in page(response)


def test_too_many_tries_have_a_page_that_says_how_long(rf: RequestFactory) -> None:
    response = too_many(rf.get("/"), 120)
    assert (response.status_code, response["Retry-After"]) == (429, "120")
    assert "Too many tries" in page(response)


def test_a_form_without_its_protection_is_told_as_expired() -> None:
    response = Client(enforce_csrf_checks=True).post("/support")
    assert response.status_code == 403
    assert "This form can no longer be sent" in page(response)


def test_more_than_the_limit_is_refused_by_what_it_says_of_itself(client: Client, settings: Any) -> None:
    settings.UPLOAD_BYTES = 1000
    response = client.post("/send", {"file": SimpleUploadedFile("a.csv", b"x" * 2000)})
    assert response.status_code == 413
    assert response["Connection"] == "close"
    assert "What you sent is too large" in page(response)
    assert client.post("/send", {"file": SimpleUploadedFile("a.csv", b"x" * 100)}).content == b"0 fields, 1 files"


@pytest.mark.parametrize(
    ("setting", "value", "sent"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 100, {"text": "x" * 200}),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 3, {f"f{n}": "x" for n in range(5)}),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", 1, {f"f{n}": SimpleUploadedFile("a", b"x") for n in range(3)}),
    ],
)
def test_a_form_that_is_too_large_has_the_same_page(
    client: Client, settings: Any, setting: str, value: int, sent: dict[str, Any]
) -> None:
    setattr(settings, setting, value)
    response = client.post("/send", sent)
    assert response.status_code == 413
    assert "What you sent is too large" in page(response)


def test_a_length_that_is_no_number_is_no_way_round_the_limit(client: Client) -> None:
    response = client.post("/send", b"a=1", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH="x")
    assert response.status_code == 400
    page(response)


def test_every_answer_has_an_id_of_our_own_and_tells_browsers_what_is_not_used(client: Client) -> None:
    first, second = (client.get("/support", headers={"x-request-id": "jane.doe"})["X-Request-ID"] for _ in range(2))
    assert first != second
    assert len(first) == len(second) == 16
    assert "camera=()" in client.get("/nothing-here")["Permissions-Policy"]
