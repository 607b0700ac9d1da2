"""In which of three ways an installation runs, and what each refuses to start with.

Production is what runs when nothing is said: the other two must be chosen, so that a forgotten setting never opens a
real installation.
"""

from __future__ import annotations

import secrets
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured

from thinking_together.config import environment


class Mode(StrEnum):
    """Production is for real people; a demonstration lets anybody in on one machine; development is for its makers."""

    PRODUCTION = "production"
    DEMO = "demo"
    DEVELOPMENT = "development"


LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY = 50


def _chosen() -> Mode:
    value = environment.text("TT_MODE", "production")
    try:
        return Mode(value)
    except ValueError:
        known = ", ".join(Mode)
        raise ImproperlyConfigured(f"TT_MODE is {value!r}: set it to one of {known}, or leave it out.") from None


MODE = _chosen()
PRODUCTION = MODE is Mode.PRODUCTION
DEMO = MODE is Mode.DEMO
DEBUG = environment.switch("TT_DEBUG")
SECRET_KEY = environment.text("TT_SECRET_KEY") or secrets.token_urlsafe(SHORTEST_KEY)
_NAMED_HOSTS = environment.names("TT_ALLOWED_HOSTS")
# A probe on the machine itself asks by these names.
ALLOWED_HOSTS = list(dict.fromkeys([*_NAMED_HOSTS, *LOOPBACK]))


def refusals() -> list[str]:
    """Why nothing that serves or works may start like this: each a sentence with what to do."""
    return _of_production() if PRODUCTION else _of_demo() if DEMO else []


def _of_production() -> list[str]:
    found = []
    key = environment.text("TT_SECRET_KEY")
    if len(key) < SHORTEST_KEY:
        state = "is not set" if not key else f"has {len(key)} characters"
        found.append(f"TT_SECRET_KEY {state}: set it to at least {SHORTEST_KEY} random characters.")
    if not _NAMED_HOSTS:
        found.append("TT_ALLOWED_HOSTS is not set: name the hosts that this site is reached by.")
    if any(host == "*" for host in _NAMED_HOSTS):
        found.append("TT_ALLOWED_HOSTS holds *: name the hosts, since links in e-mails are made from them.")
    if DEBUG:
        found.append("TT_DEBUG shows the inside of the system to visitors: take it out, or set TT_MODE=development.")
    if found:
        found.append("To look round on this machine alone: ./run demo, or set TT_MODE=development.")
    return found


def _of_demo() -> list[str]:
    found = []
    if environment.text("DATABASE_URL"):
        found.append("TT_MODE is demo and DATABASE_URL names a database: a demonstration never opens a real one.")
    if set(_NAMED_HOSTS) - set(LOOPBACK):
        found.append("TT_MODE is demo and TT_ALLOWED_HOSTS names other hosts: a demonstration stays on this machine.")
    return found


REFUSALS = refusals()


def refuse_to_start() -> None:
    """``ImproperlyConfigured`` with every reason at once."""
    if REFUSALS:
        raise ImproperlyConfigured("\n".join(REFUSALS))
