"""What is looked at on a page in a browser, besides axe: the keyboard, and what a form says that was sent empty."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from django.test import Client
from lxml.html import fromstring
from playwright.sync_api import Page

# Everything that a keyboard should reach inside `within`: of a group of radio buttons the one that Tab comes to.
# How each looks is noted before and as it is focused; a box to tick shows its focus on its label.
LISTEN = """within => {
    const look = each => [each, ...(each.labels || [])].map((one, at) => {
        const style = getComputedStyle(one, at ? '::before' : null);
        return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join();
    }).join(';');
    const group = each => [...document.getElementsByName(each.name)].filter(other => other.form === each.form);
    const chosen = each => each.type !== 'radio'
        || each === (group(each).find(other => other.checked) || group(each)[0]);
    const able = [...document.querySelector(within).querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex]')].filter(each => each.tabIndex >= 0
        && !each.disabled && each.type !== 'hidden' && each.checkVisibility({visibilityProperty: true})
        && chosen(each));
    const before = new Map(able.map(each => [each, look(each)]));
    const reached = new Set(), unseen = new Set();
    document.addEventListener('focusin', event => {
        reached.add(event.target);
        if (before.has(event.target) && look(event.target) === before.get(event.target)) unseen.add(event.target);
    });
    const told = each => each.outerHTML.slice(0, 120);
    window.walked = () => ({
        missed: able.filter(each => !reached.has(each)).map(told), unseen: [...unseen].map(told)});
    return able.length;
}"""
# Whether a script changes what the main part shows: all but what only watches for a click, or moves the focus.
CHANGED = """() => [...document.querySelectorAll('main [data-module]')].some(
    each => !['govuk-button', 'govuk-error-summary'].includes(each.dataset.module))
    || [...document.scripts].some(each => !/govuk-frontend|start/.test(each.src + each.text))"""
READ = """() => {
    const passkeys = [...document.querySelectorAll('[data-passkey]')];
    const hide = hidden => passkeys.forEach(form => form.style.setProperty('display', hidden ? 'none' : ''));
    hide(true);
    const read = document.querySelector('main').innerText;
    hide(false);
    return read;
}"""
FORMS = """() => [...document.querySelectorAll('main form[method=post]')].map((form, at) => ({at,
    fields: [...form.elements].filter(one => one.type !== 'hidden' && one.name && one.tagName !== 'BUTTON')
        .map(one => [one.tagName, one.className, one.type].join())}))"""
# Of what Tab reaches, each kind of element.
KINDS = """() => [...new Set([...document.querySelectorAll('html *')].filter(
    each => each.tabIndex >= 0 && each.checkVisibility()).map(
    each => [each.tagName, each.className, each.type || each.getAttribute('role')].join()))]"""
EMPTY = """at => {
    const form = document.querySelectorAll('main form[method=post]')[at];
    for (const one of form.elements) {
        if (one.type === 'hidden' || one.tagName === 'BUTTON') continue;
        if (one.type === 'checkbox' || one.type === 'radio') one.checked = false; else one.value = '';
    }
}"""
SUMMARY = ".govuk-error-summary"


def kinds_reached(page: Page) -> set[str]:
    """The kinds of elements that Tab reaches."""
    return set(page.evaluate(KINDS))


def problems_by_keyboard(page: Page, *, whole: bool) -> Iterator[str]:
    """What Tab does not reach or does not show; on the ``whole`` page, or in its main part alone."""
    stops = page.evaluate(LISTEN, "body" if whole else "main")
    if not whole:
        page.evaluate("() => { const main = document.querySelector('main'); main.tabIndex = -1; main.focus(); }")
    for _ in range(stops):
        page.keyboard.press("Tab")
    walked = page.evaluate("walked()")
    yield from (f"Tab does not reach {each}" for each in walked["missed"])
    yield from (f"no focus is seen on {each}" for each in walked["unseen"])
    if whole:
        page.locator(".govuk-skip-link").focus()
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.closest('main') === null"):
            yield "the skip link does not lead to the main part"


def send_empty(page: Page, at: int) -> None:
    """Sends the form that is so many-th of the page, with nothing filled in, by its first button."""
    page.evaluate(EMPTY, at)
    with page.expect_navigation():
        page.locator("main form[method=post]").nth(at).locator("button[type=submit], button:not([type])").first.click()


def problems_without_browser(visit: Client, address: str, at: int) -> Iterator[str]:
    """What lacks the page that answers the same form sent empty without a script and without a browser's help."""
    form = fromstring(visit.get(address).content).xpath("//main//form[@method='post']")[at]
    data = {one.get("name"): one.get("value", "") for one in form.xpath(".//input[@type='hidden']")}
    text = ".//textarea | .//input[not(@type) or not(contains('hidden checkbox radio file submit', @type))]"
    data |= {one.get("name"): "" for one in form.xpath(text)}
    button = form.xpath(".//button[not(@type) or @type='submit']")[0]
    if button.get("name"):
        data[button.get("name")] = button.get("value", "")
    reply = visit.post(urljoin(address, form.get("action") or ""), data)
    if reply.status_code != 200:
        yield f"it is taken as it is ({reply.status_code})"
        return
    answer = fromstring(reply.content)
    summary = answer.find_class("govuk-error-summary")
    if not summary:
        yield "no error summary without scripts"
        return
    if not answer.findtext(".//title").startswith("Error: "):
        yield f"without scripts its title is {answer.findtext('.//title')}"
    there = set(answer.xpath("//@id"))
    yield from (f"{to} leads nowhere" for to in summary[0].xpath(".//a/@href") if to.removeprefix("#") not in there)


def problems_of_errors(page: Page) -> Iterator[str]:
    """What the page of a form that was refused must have."""
    if not page.locator(SUMMARY).count():
        yield "no error summary"
        return
    if not page.title().startswith("Error: "):
        yield f"its title is {page.title()}"
    if page.evaluate(f"document.activeElement !== document.querySelector('{SUMMARY}')"):
        yield "the error summary has not the focus"
    dead = page.evaluate(
        f"[...document.querySelectorAll('{SUMMARY} a')].filter(a => !document.querySelector(a.hash)).length"
    )
    if dead:
        yield "a line of the error summary leads nowhere"
