"""What axe finds on a page.

Measuring colours takes half of its time, and whether letters can be read hangs on nothing but how they and what stands
behind them are drawn: it is measured where letters stand that differ in this from all that were measured before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
# WCAG 2.2 AA and the rules that axe calls good practice.
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
FOUND = """([within, options]) => axe.run(within, options).then(found => found.violations.map(
    each => `${each.id}: ${each.help}: ` + each.nodes.map(node => node.html).join(' | ')))"""
# Each way in which letters are drawn, with all that is drawn behind them or changes it: an element's own and those of
# the elements that it stands in. What floats may stand before others, so its place is a part of it.
LETTERS = """within => {
    const behind = new Map();
    const drawn = (style, at) => [at, style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
        style.mixBlendMode, style.position, style.zIndex].join();
    const under = each => {
        if (!each) return '';
        if (!behind.has(each)) behind.set(each, [under(each.parentElement), ...['', '::before', '::after'].map(
            at => drawn(getComputedStyle(each, at || null), at))].join('/'));
        return behind.get(each);
    };
    const lettered = each => /^(INPUT|SELECT|TEXTAREA)$/.test(each.tagName)
        || [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const ways = new Set();
    for (const each of document.querySelectorAll(`${within}, ${within} *`)) {
        if (!lettered(each) || !each.checkVisibility({visibilityProperty: true})) continue;
        const style = getComputedStyle(each);
        ways.add([innerWidth, style.color, style.fontSize, style.fontWeight, style.textShadow, each.disabled,
            under(each)].join(';'));
    }
    return ['axe' in window, [...ways]];
}"""


@dataclass
class Axe:
    """For one run of a browser; ``measured`` holds the ways in which letters were drawn so far."""

    measured: set[str] = field(default_factory=set)

    def problems(self, page: Page, within: str = "html") -> list[str]:
        """Of the page, or of a part of it."""
        page.wait_for_load_state()
        there, told = page.evaluate(LETTERS, within)
        if not there:
            page.evaluate(SOURCE.read_text())
        ways = set(told)
        options = OPTIONS | {"rules": {"color-contrast": {"enabled": not ways <= self.measured}}}
        found: list[str] = page.evaluate(FOUND, [within, options])
        self.measured |= ways
        return found
