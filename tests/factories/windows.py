"""What a browser's window shows once the page is there: asked only then, never while it is on its way."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    page.wait_for_load_state()
    return bool(page.evaluate(_WIDER))


def looked_at(page: Page, axe: Callable[[Page], None]) -> None:
    """Accessible, and at 320 px without scrolling sideways."""
    axe(page)
    wide = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(page), page.url
    if wide is not None:
        page.set_viewport_size(wide)
