"""The cookies that this service sets, as its settings are: each is needed, so none is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from thinking_together.survey.answering import tokens
from thinking_together.survey.answering.visit import COOKIE as ANSWERING

HOUR, DAY = 60 * 60, 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie by its real name, what it is for, how long a browser keeps it (seconds), and what ends it earlier."""

    name: str
    purpose: str
    seconds: int
    ends: str = ""

    @property
    def lasts(self) -> str:
        """In words."""
        told = f"{self.seconds // HOUR} hours" if self.seconds < 2 * DAY else f"{self.seconds // DAY} days"
        return f"{told}, or until {self.ends}" if self.ends else told


def cookies() -> tuple[Cookie, ...]:
    return (
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "That you are signed in. Set when you begin to sign in.",
            settings.SESSION_COOKIE_AGE,
            "you sign out",
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "That a form is sent from this site and not from another. Set by pages with a form.",
            settings.CSRF_COOKIE_AGE,
        ),
        Cookie(
            ANSWERING,
            "That you go on where you were in a survey. Set when you begin to answer; no other page is sent it.",
            tokens.DAY,
            "you send your answers",
        ),
    )
