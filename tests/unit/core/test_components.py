from __future__ import annotations

import lxml.html
from django.template import engines
from lxml.html import HtmlElement

from thinking_together.content.support import shipped_support


def render(call: str, **context: object) -> HtmlElement:
    names = call.split("(")[0]
    template = f'{{% from "core/components.html" import {names} %}}{{{{ {call} }}}}'
    html = engines["jinja2"].from_string(template).render(context)
    return lxml.html.fragment_fromstring(html.strip(), create_parent="div")


def test_need_help_now_begins_with_999_and_shows_every_line_in_words() -> None:
    box = render("need_help_now(support)", support=shipped_support("Local: 01632 960123"))
    assert [link.get("href") for link in box.iter("a")] == [
        "tel:999",
        "tel:111",
        "tel:116123",
        "sms:85258?body=SHOUT",
        "tel:08000562561",
        "tel:01632960123",
    ]
    assert "Call 116 123" in box.text_content()


def test_need_help_now_can_be_brief() -> None:
    box = render("need_help_now(support, brief=true)", support=shipped_support())
    assert [link.get("href") for link in box.iter("a")] == ["tel:999"]


def test_support_links_end_with_the_local_line_in_words_even_without_a_number() -> None:
    links = render("support_links(support)", support=shipped_support("The library, Tuesdays"))
    assert links.xpath("string(.//li[last()])").startswith("Your local line: The library, Tuesdays")
    assert len(links.xpath(".//li")) == 6


def test_a_table_has_a_caption_scoped_headers_and_a_region_that_scrolls_by_keyboard() -> None:
    table = render(
        'data_table("t1", "Training, by <sector>", columns, rows)',
        columns=[{"text": "Sector"}, {"text": "Share", "numeric": True}],
        rows=[["Education", "40%"], ["Health", "not shown"]],
    )
    (region,) = table.xpath('.//div[@role="region"]')
    assert region.get("tabindex") == "0"
    assert region.get("aria-labelledby") == table.xpath("string(.//caption/@id)") == "t1"
    assert table.xpath("string(.//caption)") == "Training, by <sector>"
    assert [h.text for h in table.xpath('.//th[@scope="col"]')] == ["Sector", "Share"]
    assert [h.text for h in table.xpath('.//th[@scope="row"]')] == ["Education", "Health"]
    assert [c.get("class") for c in table.xpath(".//td")] == ["govuk-table__cell govuk-table__cell--numeric"] * 2


def test_an_invented_table_says_so_in_its_caption() -> None:
    table = render('data_table("t1", "Training", [], [], invented=true)')
    assert table.xpath("string(.//caption)") == "INVENTED: Training"


def test_a_stat_shows_what_its_value_and_where_it_comes_from() -> None:
    stat = render('stat("Took part", "40%", "60 of 150", "/evidence/x")')
    assert stat.xpath("string(.//dt)") == "Took part"
    assert stat.xpath("string(.//dd/span)") == "40%"
    assert "60 of 150" in stat.xpath("string(.//dd)")
    (link,) = stat.xpath(".//a")
    assert link.get("href") == "/evidence/x"
    assert link.text_content() == "Where this comes from: Took part"
