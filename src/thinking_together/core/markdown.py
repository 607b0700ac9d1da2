"""Markdown that people wrote, as a part of a page: what a message can have, with GOV.UK Frontend's classes.

Raw HTML, pictures and code are not read as such: what looks like them stays text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

_CLASSES: Mapping[str, str] = {
    "p": "govuk-body tt-breaks",
    "a": "govuk-link",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "hr": "govuk-section-break govuk-section-break--m govuk-section-break--visible",
}
_HEADINGS = {2: "govuk-heading-m", 3: "govuk-heading-s", 4: "govuk-heading-s"}
_READ = ["heading", "list", "hr", "paragraph", "newline", "escape", "emphasis", "link", "autolink", "entity"]
_MARKDOWN = MarkdownIt("zero", {"html": False}).enable(_READ)


def page_html(text: str, *, beneath: int = 1) -> Markup:
    """The text as HTML. Its headings begin one level below the page's heading that stands above it, ``beneath``."""
    tokens = _MARKDOWN.parse(text)
    for token in _every(tokens):
        if token.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level = min(beneath + int(token.tag[1]), 4)
            token.tag = f"h{level}"
            if token.nesting == 1:
                token.attrSet("class", _HEADINGS[level])
        elif token.nesting != -1 and token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
    made = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Markup(made)  # noqa: S704 - made by the Markdown renderer with raw HTML off


def _every(tokens: Any) -> Any:
    for token in tokens:
        yield token
        if token.children:
            yield from _every(token.children)
