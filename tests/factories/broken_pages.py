"""Pages that fail in every way that a page can."""

from __future__ import annotations

import errno
import logging

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from thinking_together.config import urls as product

FAILURES = {
    "value": ValueError,
    "locked": lambda words: OperationalError(f"database is locked {words}"),
    "gone": lambda words: InterfaceError(f"connection already closed {words}"),
    "full": lambda words: OSError(errno.ENOSPC, "No space left on device", words),
    "full-database": lambda words: OperationalError(f"database or disk is full {words}"),
    "denied": PermissionDenied,
    "suspicious": SuspiciousOperation,
    "nothing": Http404,
}


@csrf_exempt
def fail(request: HttpRequest, way: str, words: str = "") -> HttpResponse:
    """Everything that the visit holds goes into the exception, and into a chain of them, and into a log line."""
    held = f"{words} {request.body!r} {request.GET.dict()} {request.POST.dict()} {request.headers}"
    logging.getLogger("some.library").error("could not serve %s", held)
    logging.getLogger("some.library").error(f"could not serve {held}")
    try:
        raise LookupError(held)
    except LookupError as error:
        raise FAILURES[way](held) from error


@csrf_exempt
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST)} fields, {len(request.FILES)} files")


urlpatterns = [
    path("fail/<str:way>", fail, name="fail"),
    path("fail/<str:way>/<str:words>", fail, name="fail_with"),
    path("send", send, name="send"),
    path("", include(product)),
]
handler400, handler403, handler404 = product.handler400, product.handler403, product.handler404
handler500 = product.handler500
