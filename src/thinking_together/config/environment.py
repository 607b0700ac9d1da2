"""Reading settings from the environment, with errors that say which variable to change."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_DIGITS = 9
_FALSE = {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding space; an empty variable counts as not set."""
    return os.environ.get(name, "").strip() or default


def switch(name: str, default: bool = False) -> bool:
    """A yes or no; anything else is an error, since a misspelt "flase" must not switch something on."""
    value = text(name).lower()
    if name not in os.environ:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 (yes) or 0 (no).")


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: str) -> Path:
    """A folder; a relative one starts at the working directory."""
    return Path(text(name, default)).expanduser().resolve()


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of up to nine digits, at least ``least``."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdecimal() or len(value) > _DIGITS or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number, {least} or more.")
    return int(value)
