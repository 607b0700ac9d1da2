"""Pages that open by a personal link: what each of them has to see to first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from thinking_together.accounts.limits import is_over, too_often
from thinking_together.core.views import too_many
from thinking_together.messaging.links import find, purpose_of
from thinking_together.programmes.pauses import held_back

WRONG = "200/h/ip"  # tokens that open nothing, from one address
View = Callable[..., HttpResponse]


def by_link(purpose: str, *, while_paused: bool = False, once_used: View | None = None) -> Callable[[View], View]:
    """The view is called as ``view(request, link, **others)`` when the ``token`` of the address is good.

    Any other says that it is over, and after many of them that they are too many. The page stands in no cache, in no
    index, and its address goes to nobody. A link is only looked at by ``GET``: programs that scan mail do so.
    ``once_used`` answers, by the same arguments, whoever opens a link again that was good once: a button pressed twice
    is no mistake of theirs.
    """

    def declare(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def opened(request: HttpRequest, token: str, **others: Any) -> HttpResponse:
            page = _opened(request, token, purpose, (view, once_used), others, while_paused)
            page.headers["Cache-Control"] = "no-store"
            page.headers["X-Robots-Tag"] = "noindex"
            return page

        return opened

    return declare


def _opened(
    request: HttpRequest,
    token: str,
    purpose: str,
    views: tuple[View, View | None],
    others: dict[str, Any],
    while_paused: bool,
) -> HttpResponse:
    if is_over(request, "link", WRONG):
        return too_many(request, 600)
    fresh, once_used = views
    link = find(token, purpose, used=once_used is not None)
    if link is None:
        too_often(request, "link", WRONG)
        return render(request, "messaging/link_over.html", status=410)
    view = once_used if once_used and link.used and purpose_of(purpose).once else fresh
    paused = None if while_paused else held_back(request, link.programme.slug)
    return paused or view(request, link, **others)
