from __future__ import annotations

from types import SimpleNamespace

import lxml.html
import pytest
from django.template import engines
from django.test import RequestFactory
from lxml.html import HtmlElement

from thinking_together.core import navigation
from thinking_together.core.context import Owner
from thinking_together.core.permissions import Permission, Role
from thinking_together.core.views import server_error


def render(user: object = None, member: object = None, path: str = "/", **context: object) -> HtmlElement:
    template = (
        '{% extends "core/page.html" %}{% block heading %}Findings{% endblock %}{% block content %}x{% endblock %}'
    )
    request = SimpleNamespace(csp_nonce="n0nce", user=user, membership=member, path=path)
    html = engines["jinja2"].from_string(template).render({"request": request, **context})
    return lxml.html.document_fromstring(html)


def title(page: HtmlElement) -> str:
    return " ".join(page.xpath("string(//title)").split())


def test_the_programmes_title_comes_first() -> None:
    page = render(installation=Owner("Fernshire together"))
    assert page.xpath("normalize-space(//header//a)") == "Fernshire together"
    assert title(page) == "Findings – Fernshire together"
    assert page.xpath("//*[contains(@class, 'tt-invented')]") == []


def test_a_page_of_one_programme_overrides_the_installation() -> None:
    page = render(
        installation=Owner("Two programmes"),
        programme=SimpleNamespace(title="Fernshire", invented=True, contact="", local_support=""),
    )
    assert page.xpath("normalize-space(//header//a)") == "Fernshire"
    assert title(page) == "INVENTED: Findings – Fernshire"


def test_an_invented_programme_says_so_at_the_top_the_foot_and_in_the_title() -> None:
    page = render(installation=Owner("Fernshire", invented=True))
    assert title(page).startswith("INVENTED: ")
    assert "INVENTED" in page.xpath("string(//header//*[@class='tt-invented'])")
    assert "INVENTED" in page.xpath("string(//footer)")


def test_search_engines_do_not_keep_an_invented_programme() -> None:
    robots = "//meta[@name='robots']/@content"
    assert render(installation=Owner(invented=True)).xpath(robots) == ["noindex"]
    assert render(installation=Owner()).xpath(robots) == []


def test_the_footer_leads_to_support_and_to_the_pages_about_the_service() -> None:
    assert render().xpath("//footer//a/@href") == ["/support", "/accessibility", "/privacy", "/cookies"]


def test_scripts_carry_the_nonce_and_nothing_comes_from_elsewhere() -> None:
    page = render()
    scripts = page.xpath("//script")
    assert scripts
    assert {script.get("nonce") for script in scripts} == {"n0nce"}
    assert page.xpath("//*[starts-with(@src, 'http') or (self::link and starts-with(@href, 'http'))]") == []
    assert page.xpath("//*[@style]") == []


def test_navigation_begins_with_the_sections_that_a_role_may_see_and_ends_with_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(navigation, "_sections", {})
    navigation.register(navigation.Section(1, "Editions", "reports", Permission.SEE_PROGRAMME, of_programme=False))
    navigation.register(navigation.Section(2, "Members", "people", Permission.MANAGE_PEOPLE))
    viewer = SimpleNamespace(role=Role.VIEWER, programme=SimpleNamespace(slug="fernshire"))
    page = render(member=viewer, path="/reports/")
    assert [a.text_content().strip() for a in page.xpath("//header//nav//a")] == ["Editions", "Sign in"]
    assert page.xpath("string(//header//nav//a/@aria-current)") == "page"
    assert [a.text_content().strip() for a in render(path="/reports/").xpath("//header//nav//a")] == ["Sign in"]


def test_somebody_signed_in_finds_their_account_and_the_way_out() -> None:
    page = render(user=SimpleNamespace(is_authenticated=True))
    assert [a.get("href") for a in page.xpath("//header//nav//a")] == ["/account/", "/sign-in/out"]


def test_no_crown_no_crown_copyright_and_no_licence_are_claimed() -> None:
    page = render()
    assert page.xpath("//svg") == []
    assert "crown" not in page.text_content().lower()


def test_the_page_for_an_internal_error_needs_no_database_and_begins_with_help() -> None:
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    page = lxml.html.document_fromstring(response.content.decode())
    assert page.xpath("//main//h2 | //main//h1")[0].text == "Need help now?"


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_every_error_page_begins_with_help(name: str) -> None:
    html = engines["jinja2"].get_template(f"core/errors/{name}.html").render({})
    page = lxml.html.document_fromstring(html)
    assert page.xpath("//main//h2 | //main//h1")[0].text == "Need help now?"
    assert len(page.xpath("//h1")) == 1
