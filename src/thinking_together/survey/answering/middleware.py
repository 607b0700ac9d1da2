"""Requests of people who answer, apart from all others: no session, no sign-in, nothing noted of the visitor.

It stands first. What is not of the survey goes on as ever; what is, gets the survey's own addresses, a policy that
allows no script at all, and a page for every error.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import get_resolver

from thinking_together.core.logs import CURRENT, CurrentRequest
from thinking_together.core.views import bad_request, error_page
from thinking_together.survey.answering.visit import Refused

URLS = "thinking_together.survey.answering.urls"
BENEATH = "/s/"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": settings.PERMISSIONS_POLICY,
    **(
        {"Strict-Transport-Security": f"max-age={settings.SECURE_HSTS_SECONDS}"} if settings.SECURE_HSTS_SECONDS else {}
    ),
}


class Answering:
    """The one thing around pages of the survey."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._otherwise = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BENEATH):
            return self._otherwise(request)
        token = CURRENT.set(CurrentRequest(secrets.token_hex(8), request.method or "other", "survey"))
        try:
            response = _answered(request)
        finally:
            CURRENT.reset(token)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def _answered(request: HttpRequest) -> HttpResponseBase:
    try:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return HttpResponsePermanentRedirect(f"https://{request.get_host()}{request.get_full_path()}")
        request.get_host()
        match = get_resolver(URLS).resolve(request.path_info)
        request.resolver_match = match
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    except (Refused, DisallowedHost) as refused:
        return bad_request(request, refused)
    except Exception as error:  # noqa: BLE001 - it gets its page and its log line, as Django's own handler does
        response = response_for_exception(request, error)
    if response.status_code == 405 and isinstance(response, HttpResponse) and not response.content:
        return error_page(request, 405)
    return response
