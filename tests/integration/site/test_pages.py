from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from thinking_together.programmes.models import Programme
from thinking_together.report.models import Edition

pytestmark = pytest.mark.django_db
PATHS = ["/", "/support", "/accessibility", "/privacy", "/cookies"]


def programme(slug: str = "one", **fields: Any) -> Programme:
    told = {"title": slug.title(), "place": "Fernshire", "area_code": "X06000001", "as_of": date(2023, 3, 1)}
    return Programme.objects.create(slug=slug, **told | fields)


def edition(of: Programme, number: int, state: str = "example") -> Edition:
    return Edition.objects.create(
        programme=of,
        number=number,
        slug=f"{of.slug}-{number}",
        state=state,
        invented=of.invented,
        title="Short report",
        as_of=date(2023, 3, 3),
        sha256="0" * 64,
        document={},
    )


def html(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_an_invented_programme_says_so(client: Client, path: str) -> None:
    programme(title="Thinking in Fernshire", invented=True)
    page = html(client, path)
    assert "<title>INVENTED: " in page
    assert 'class="tt-invented"' in page
    assert "Thinking in Fernshire" in page.split("</header>")[0]


@pytest.mark.parametrize("path", PATHS)
def test_a_real_programme_is_not_called_invented(client: Client, path: str) -> None:
    programme()
    assert "INVENTED" not in html(client, path)


def test_with_several_programmes_the_service_names_itself_and_lists_them(client: Client) -> None:
    edition(programme("one", invented=True), 1)
    edition(programme("two", invented=True), 1)
    edition(programme("three"), 1, "draft")
    page = html(client, "/")
    assert "Thinking Together" in page.split("</header>")[0]
    assert "tt-invented" not in page
    assert page.index("INVENTED: One, Fernshire") < page.index("INVENTED: Two, Fernshire")
    assert "Three" not in page


def test_where_nothing_is_for_everybody_the_way_in_is_told_and_no_programme(client: Client) -> None:
    edition(programme("one"), 1, "draft")
    programme("two")
    page = html(client, "/")
    assert 'href="/sign-in/">Sign in</a> to see' in page
    assert "One" not in page and "Two" not in page


def test_where_all_programmes_are_invented_so_is_every_page(client: Client) -> None:
    programme("one", invented=True)
    programme("two", invented=True)
    assert "<title>INVENTED: " in html(client, "/cookies")


def test_home_leads_to_each_edition_the_newest_first(client: Client) -> None:
    one = programme(title="Thinking in Fernshire", invented=True)
    assert "No report has been written yet" in html(client, "/")
    for number in (1, 2):
        edition(one, number)
    page = html(client, "/")
    first, second = (page.index(f'href="/reports/one-{number}/"') for number in (2, 1))
    assert first < second
    assert "INVENTED: Short report, edition 2</a>, example of 3 March 2023" in page
    assert "No report has been written yet" not in page


def test_an_empty_installation_says_how_to_begin(client: Client) -> None:
    assert "./run people invite" in html(client, "/")


def test_the_programmes_own_line_and_contact_are_shown_and_escaped(client: Client) -> None:
    programme(local_support="Fernshire <line> 01632 960123", contact="lead@fernshire.example")
    assert 'href="tel:01632960123">Fernshire &lt;line&gt; 01632 960123</a>' in html(client, "/support")
    assert 'href="mailto:lead@fernshire.example"' in html(client, "/accessibility")
    Programme.objects.update(contact="Ring 01632 960124.")
    assert "Ring 01632 960124.</p>" in (page := html(client, "/privacy")) and "Write to" not in page


def test_a_programme_without_a_local_line_or_contact_says_so(client: Client) -> None:
    programme()
    assert "No line of this area is set here yet" in html(client, "/support")
    assert "Nobody is named here yet" in html(client, "/privacy")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_asks_the_database_a_fixed_number_of_times(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    for number in range(5):
        edition(programme(f"p{number}"), 1)
    with django_assert_max_num_queries(3):
        client.get(path)


def test_the_content_security_policy_is_strict(client: Client) -> None:
    response = client.get("/support")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
    nonce = policy["script-src"].removeprefix("'self' 'nonce-").removesuffix("'")
    assert f'nonce="{nonce}"' in response.content.decode()
    assert "unsafe" not in response["Content-Security-Policy"]


def test_no_cookie_is_set(client: Client) -> None:
    for path in PATHS:
        assert client.get(path).cookies == {}


def test_a_host_that_is_not_ours_gets_the_page_for_bad_requests(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Need help now?" in response.content.decode()


def test_an_error_in_a_page_is_the_page_for_problems_and_tells_nothing_of_the_visit(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("thinking_together.site.context.Programme.objects.order_by", broken)
    client.raise_request_exception = False
    response = client.get("/support?looked=for-something-private")
    assert response.status_code == 500
    assert "Need help now?" in response.content.decode()
    assert "private" not in caplog.text


@override_settings(DEBUG=False)
def test_static_files_are_given_out_without_a_separate_server(client: Client) -> None:
    response = client.get("/static/thinking_together/application.css")
    assert response.status_code == 200
    style = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert b"tt-invented" in style
    assert b"@font-face" not in style
    assert b"GDS Transport" not in style


@override_settings(DEBUG=False)
def test_browsers_keep_a_file_for_long_only_by_the_address_that_tells_its_content(client: Client) -> None:
    (address,) = re.findall(r'href="(/static/[^"]*application.css[^"]*)"', client.get("/support").content.decode())
    others = [address.partition("?")[0], f"{address}0", "/static/thinking_together/govuk-frontend.min.js?v="]
    told = []
    for each in (address, *others):
        with closing(client.get(each)) as answer:
            told.append(answer["Cache-Control"])
    assert told == ["max-age=31536000, public, immutable", *["max-age=60, public"] * 3]
