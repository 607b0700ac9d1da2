"""Error pages: what happened, what to do, and help first where somebody may need it."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from thinking_together.core.faults import Fault, fault_of, retry_after
from thinking_together.core.logs import CURRENT


@dataclass(frozen=True, slots=True)
class Words:
    """The heading and the paragraphs of an error page."""

    heading: str
    paragraphs: tuple[str, ...]
    start: bool = True


WORDS = {
    405: Words(
        "This page cannot be used like that",
        ("The address exists, but not for what was asked of it. Nothing was changed.",),
    ),
    413: Words(
        "What you sent is too large",
        (
            "Nothing of it was kept. Send a smaller file, or fewer at once.",
            "If it has to be this large, ask the people who run this service to raise the limit.",
        ),
    ),
    429: Words(
        "Too many tries",
        ("For safety this service takes only so many in a short time. Wait a few minutes, then try again.",),
    ),
    503: Words(
        "Sorry, the service is busy or away for a moment",
        (
            "Nothing that you sent was kept, and nothing was done twice. Wait a minute, then try again.",
            "If you were filling in a form, go back: most browsers still have what you typed.",
        ),
        start=False,
    ),
}
FULL = Words(
    "Sorry, nothing can be kept at the moment",
    (
        "The storage of this service is full. What you sent was not kept, and what was there before is unchanged.",
        "The people who run the service have to make room. Copy what you typed, and try again later.",
    ),
    start=False,
)
EXPIRED = Words(
    "This form can no longer be sent",
    (
        "It was opened too long ago, or your browser does not keep the cookie that protects it. Nothing was changed.",
        "Go back, copy what you typed, load the page anew and send it again.",
    ),
)


def error_page(request: HttpRequest, status: int, words: Words | None = None) -> HttpResponse:
    """The page of an error, without context processors: one of them may be what failed."""
    shown = {"request": request, "words": words or WORDS[status], "reference": _reference()}
    shown["programme"] = getattr(request, "programme", None)  # an invented one says so here, too
    page = loader.get_template("core/errors/plain.html").render(shown)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return render(request, "core/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection does not match: most often one that lay open overnight."""
    return error_page(request, 403, EXPIRED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/404.html", status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    return error_page(request, 413)


def read_only(request: HttpRequest, why: str) -> HttpResponse:
    """What was sent was to change something that may only be read."""
    words = Words("Nothing was changed", (why, "What you sent was not kept. Copy what you typed, if you need it."))
    return error_page(request, 409, words)


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """For whatever counts tries: ``seconds`` until the next is taken."""
    page = error_page(request, 429)
    page.headers["Retry-After"] = str(seconds)
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the exception; a condition that passes is told apart from a fault."""
    fault = fault_of(sys.exc_info()[1])
    if fault is not None:
        page = error_page(request, 503, FULL if fault is Fault.FULL else None)
        page.headers["Retry-After"] = str(retry_after(fault))
        return page
    shown = {"request": request, "reference": _reference()}
    return HttpResponse(loader.get_template("core/errors/500.html").render(shown), status=500)


def _reference() -> str:
    current = CURRENT.get()
    return current.id if current else ""
