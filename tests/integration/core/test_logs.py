"""Nothing personal is logged, wherever in a visit or in an exception it stands."""

from __future__ import annotations

import copy
import io
import json
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from tests.factories.broken_pages import FAILURES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.factories.broken_pages")]
PERSONAL = ("Jane", "jane.doe", "example.org", "07700", "self-harm", "10.1.2.3", "Mozilla", "Fernhill")


@pytest.fixture
def logged() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """All lines written with the product's own logging, whatever the level."""
    stream = io.StringIO()
    config = copy.deepcopy(settings.LOGGING)
    config["handlers"]["stderr"]["stream"] = stream
    for logger in (config["root"], *config["loggers"].values()):
        logger["level"] = "DEBUG"
        logger["handlers"] = ["stderr"]
    logging.config.dictConfig(config)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.parametrize("way", FAILURES)
def test_an_error_is_logged_without_anything_of_the_visit(
    client: Client, logged: Callable[[], list[dict[str, Any]]], way: str
) -> None:
    client.raise_request_exception = False
    response = client.post(
        f"/fail/{way}/Jane-Doe-self-harm?phone=07700900123",
        {"name": "Jane Doe", "school": "Fernhill", "email": "jane.doe@example.org"},
        headers={
            "user-agent": "Mozilla/5.0",
            "referer": "https://Fernhill.example.org/",
            "x-forwarded-for": "10.1.2.3",
        },
        REMOTE_ADDR="10.1.2.3",
    )
    lines = logged()
    told = json.dumps(lines)
    assert [word for word in PERSONAL if word in told] == []
    assert [line for line in lines if line["logger"] == "some.library"]
    for line in lines:
        if "request" in line:
            assert (line["page"], line["method"]) == ("fail_with", "POST")
            assert line["request"] == response["X-Request-ID"]
    if response.status_code >= 500:
        errors = [line for line in lines if line["logger"] == "django.request"]
        assert [line["status"] for line in errors] == [response.status_code]
        assert "broken_pages.py" in errors[0]["exceptions"][0]["frames"][-1]
        assert errors[0]["exceptions"][1]["class"] == "builtins.LookupError"
        assert response["X-Request-ID"] in response.content.decode()


def test_a_wrong_host_is_not_logged(client: Client, logged: Callable[[], list[dict[str, Any]]]) -> None:
    assert client.get("/support", headers={"host": "jane.doe.example.org"}).status_code == 400
    assert "jane" not in json.dumps(logged())
    assert {line["logger"] for line in logged()} >= {"django.security.DisallowedHost"}


def test_our_own_lines_say_constant_words_and_the_fields_they_were_given(
    logged: Callable[[], list[dict[str, Any]]],
) -> None:
    ours = logging.getLogger("thinking_together.somewhere")
    ours.warning("a thing of %s failed", "Jane", extra={"tell": {"kind": "trial", "attempt": 2}})
    (line,) = logged()
    assert (line["event"], line["kind"], line["attempt"]) == ("a thing of %s failed", "trial", 2)
    assert "Jane" not in json.dumps(line)


@override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False)
def test_a_request_that_goes_well_leaves_no_line(client: Client, logged: Callable[[], list[dict[str, Any]]]) -> None:
    assert client.get("/support").status_code == 200
    assert [line for line in logged() if line["logger"] != "django.db.backends" and "request" in line] == []
