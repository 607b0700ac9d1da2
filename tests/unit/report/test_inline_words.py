"""Words of authors on their way into HTML."""

from __future__ import annotations

import pytest

from thinking_together.report.html import inline


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain ", "plain "),
        (" and ", " and "),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("[bad](javascript:alert)", "[bad](javascript:alert)"),
        ("[NICE](https://www.nice.org.uk)", '<a href="https://www.nice.org.uk">NICE</a>'),
        ("see https://a.example/x.", 'see <a href="https://a.example/x">https://a.example/x</a>.'),
        ("*quietly*", "<em>quietly</em>"),
        ("", ""),
    ],
)
def test_links_and_emphasis_but_no_html(text: str, html: str) -> None:
    assert str(inline(text)) == html
