"""The shipped recipes for nginx and Caddy do the same before a site: what reaches it, what is refused and logged."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories.proxies import HOST, VISITOR, Before, before_the_site


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def proxy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, repository: Path
) -> Iterator[Before]:
    folder = tmp_path_factory.mktemp(request.param)
    with before_the_site(request.param, folder, repository / "deploy/proxy") as before:
        yield before


@pytest.mark.parametrize("named", [HOST, "elsewhere.example"])
def test_in_the_open_it_only_says_where_the_site_is_and_not_what_the_visitor_named(proxy: Before, named: str) -> None:
    asked = http.client.HTTPConnection("127.0.0.1", proxy.open_port, timeout=60)
    asked.request("GET", "/support?x=1", headers={"Host": named})
    answer = asked.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/support?x=1")
    asked.close()


@pytest.mark.parametrize("path", ["/sign-in/", "/s/autumn/"])
def test_what_a_visitor_claims_about_itself_does_not_reach_the_site(proxy: Before, path: str) -> None:
    """Tries are counted by address: whoever could name another one each time would never be stopped."""
    status, told = proxy.ask(path, X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="http")
    headers = json.loads(told)
    assert status == 200
    assert (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"], headers["Host"]) == ("127.0.0.1", "https", HOST)


def test_what_is_too_large_for_the_site_to_say_so_gets_a_page(proxy: Before) -> None:
    assert proxy.ask("/x", b"0" * 1000)[0] == 200
    status, page = proxy.ask("/x", Content_Length=str(200_000_000))
    assert status == 413
    assert "<h1>What you sent is too large</h1>" in page and "nginx" not in page


def test_nobody_writes_down_who_came_also_while_the_site_is_away(proxy: Before) -> None:
    proxy.ask("/s/autumn/")
    proxy.site.shutdown()
    proxy.site.server_close()
    assert [proxy.ask(path)[0] for path in ("/s/autumn/", "/support")] == [502, 502]
    assert VISITOR not in proxy.written()
    assert "client: " not in proxy.written() and "remote_ip" not in proxy.written()
    assert "/s/autumn" not in proxy.written()
