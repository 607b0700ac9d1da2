"""Who asks, behind proxies: whoever counts tries must not take all the world for one visitor. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class BehindProxy:
    """Sets ``REMOTE_ADDR`` to the last sender in ``X-Forwarded-For`` that is no trusted proxy.

    What stands before that one was written by the sender, who can write anything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        senders = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
        at = request.META.get("REMOTE_ADDR", "")
        while senders and is_address(senders[-1]) and is_trusted(at, settings.TRUSTED_PROXIES):
            at = senders.pop()
        request.META["REMOTE_ADDR"] = at
        return self._answer(request)


def is_trusted(address: str, proxies: str) -> bool:
    """Whether the list of addresses and networks holds it; nothing, from a socket of this machine, is trusted."""
    if not address or proxies.strip() == "*":
        return True
    if not is_address(address):
        return False
    here = ip_address(address)
    networks = (ip_network(part.strip(), strict=False) for part in proxies.split(",") if part.strip())
    return any(here in network for network in networks)


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
