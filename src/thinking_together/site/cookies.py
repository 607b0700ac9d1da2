"""The cookies that this service sets, as its settings are: each is needed, so none is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

HOUR, DAY = 60 * 60, 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie by its real name, what it is for, and how long a browser keeps it (seconds)."""

    name: str
    purpose: str
    seconds: int

    @property
    def lasts(self) -> str:
        """In words."""
        if self.seconds < 2 * DAY:
            return f"{self.seconds // HOUR} hours, or until you sign out"
        return f"{self.seconds // DAY} days"


def cookies() -> tuple[Cookie, ...]:
    return (
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "That you are signed in. Set when you begin to sign in.",
            settings.SESSION_COOKIE_AGE,
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "That a form is sent from this site and not from another. Set by pages with a form.",
            settings.CSRF_COOKIE_AGE,
        ),
    )
