"""Words that filters of schools stop."""

from __future__ import annotations


class BadSubject(ValueError):
    """It names what filters of schools would stop."""


def names_the_subject(text: str) -> bool:
    """Whether it says self-harm, however it is written."""
    return "selfharm" in "".join(letter for letter in text.lower() if letter.isalnum())
