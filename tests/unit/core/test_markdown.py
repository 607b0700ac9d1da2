"""Markdown of people on a page: the page's own classes and levels, and nothing that runs or loads."""

from __future__ import annotations

import pytest

from thinking_together.core.markdown import page_html


def test_it_wears_the_classes_of_the_page() -> None:
    html = page_html("# News\n\nRead [this](https://example.org).\n\n- one\n- two")
    assert '<h2 class="govuk-heading-m">News</h2>' in html
    assert '<a href="https://example.org" class="govuk-link">this</a>' in html
    assert '<ul class="govuk-list govuk-list--bullet">' in html


def test_headings_stay_below_the_one_above_them() -> None:
    assert "<h3" in page_html("# News", beneath=2)
    assert "<h4" in page_html("###### Deep", beneath=2)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src="https://example.org/a.png">',
        "![a](https://example.org/a.png)",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
    ],
)
def test_nothing_of_it_runs_or_loads(text: str) -> None:
    html = page_html(text).lower()
    assert "<script" not in html and "<img" not in html
    assert 'href="javascript' not in html and 'href="data' not in html
