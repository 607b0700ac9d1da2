"""Around every request: its id, the pages of errors that have none yet, and how much may be sent."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from thinking_together.core.closed import ReadOnly
from thinking_together.core.logs import CURRENT, CurrentRequest
from thinking_together.core.views import WORDS, bad_request, error_page, read_only, too_large

Answer = Callable[[HttpRequest], HttpResponseBase]
CHUNK = 64 * 1024
MOST_DRAINED = 8  # times the limit


class Identified:
    """Gives each request an id of our own making: in the answer's ``X-Request-ID``, on the error page, in the log."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known_method = request.method if request.method in _METHODS else "other"
        current = CurrentRequest(secrets.token_hex(8), known_method or "other")
        token = CURRENT.set(current)
        try:
            response = self._answer(request)
        finally:
            CURRENT.reset(token)
        response.headers["X-Request-ID"] = current.id
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class ErrorPages:
    """An error that was answered without a page gets one: a method that is not allowed, too many requests."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        bare = isinstance(response, HttpResponse) and not response.content
        if response.status_code not in WORDS or not bare:
            return response
        page = error_page(request, response.status_code)
        for name, value in response.headers.items():
            if name.lower() not in ("content-type", "content-length"):
                page.headers.setdefault(name, value)
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whatever view it was that wrote to a programme that may only be read."""
        return read_only(request, str(exception)) if isinstance(exception, ReadOnly) else None

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """The page's name is what a log line may say: its address may hold what somebody looked for."""
        current = CURRENT.get()
        if current is not None and request.resolver_match is not None:
            current.page = request.resolver_match.view_name


class OwnPages:
    """What was made for one visitor's session is kept by their browser alone, which asks each time whether it holds.

    Not ``no-store``: browsers then forget what was typed into a form that somebody goes back to. So that nobody goes
    back to the pages of whoever signed out on a shared machine, the browser is told to forget them then.
    """

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        if request.session.accessed and settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        if getattr(request, "signed_out", False):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


@receiver(user_logged_out)
def _mark(request: HttpRequest | None, **told: object) -> None:
    if request is not None:
        request.signed_out = True  # type: ignore[attr-defined]


class UploadLimit:
    """Refuses what is too large by what it says of itself, before anything of it is kept.

    A body without a length is read by nothing: Django takes it for empty.
    """

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isascii() or not said.isdecimal():
            return bad_request(request, ValueError("a length that is no number"))
        if int(said) <= settings.UPLOAD_BYTES:
            return self._answer(request)
        _drain(request, min(int(said), MOST_DRAINED * settings.UPLOAD_BYTES))
        response = too_large(request)
        response.headers["Connection"] = "close"
        return response


def _drain(request: HttpRequest, length: int) -> None:
    """A browser shows our page only once it has sent what it was sending; beyond a bound it sees a broken line."""
    stream = request.META.get("wsgi.input")
    try:
        while stream is not None and length > 0:
            got = stream.read(min(CHUNK, length))
            if not got:
                return
            length -= len(got)
    except OSError:
        return  # it went away, or was too slow: there is nobody to tell
