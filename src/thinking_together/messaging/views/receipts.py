"""Where GOV.UK Notify tells what became of messages."""

from __future__ import annotations

import hmac
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from thinking_together.accounts.limits import is_over, too_often
from thinking_together.core.permissions import Permission, requires
from thinking_together.core.views import too_many
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.receipts import NotAReceipt, TooEarly, receipt_of, take_receipt

WRONG = "60/h/ip"  # tokens that are not ours, from one address
AGAIN = 60  # seconds after which it may be told once more


@csrf_exempt  # a server posts here; the bearer token is the proof
@requires(Permission.PUBLIC)
def notify_receipts(request: HttpRequest) -> HttpResponse:
    """Nothing is answered but whether it was taken. Without a token in the settings there is nothing here."""
    if not settings.NOTIFY_RECEIPT_TOKEN:
        raise Http404("no receipts are taken")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if is_over(request, "receipt", WRONG):
        return too_many(request, 600)
    if not _is_notify(request):
        too_often(request, "receipt", WRONG)
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
    try:
        take_receipt(receipt_of(request.body), by=SYSTEM)
    except NotAReceipt:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    except TooEarly:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(AGAIN)})
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _is_notify(request: HttpRequest) -> bool:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    given, wanted = token.strip().encode(), settings.NOTIFY_RECEIPT_TOKEN.encode()
    return kind.lower() == "bearer" and hmac.compare_digest(given, wanted)
