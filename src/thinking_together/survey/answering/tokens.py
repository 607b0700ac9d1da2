"""What opens a draft: a token in a cookie, of which the database has a keyed hash; and what protects its forms.

Each use has a key of its own, made of the installation's. Times are in what the browser holds, never in a row.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

DAY = 24 * 60 * 60
NONCE_BYTES = 24
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is read as another
CODE_LENGTH = 12
_SHORT = 32
_PARTS = 5  # of a form's mark before its signature


def keyed(use: str, text: str) -> str:
    """HMAC-SHA256, in hexadecimal."""
    return hmac.new(_key(use, settings.SECRET_KEY), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


@lru_cache(maxsize=16)
def _key(use: str, secret: str) -> bytes:
    return hashlib.sha256(f"survey answers, {use}:".encode() + secret.encode()).digest()


def same(one: str, other: str) -> bool:
    """In the same time wherever they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def new_nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


def token_of(nonce: str, collection: int) -> str:
    """The token of whoever begins by this form, however often it is sent."""
    return keyed("token", f"{collection}:{nonce}")[: 2 * NONCE_BYTES]


def digest(token: str) -> str:
    """What is kept of a token."""
    return keyed("draft", token)


def new_code() -> str:
    """A code that people can copy by hand."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def code_digest(collection: int, code: str) -> str:
    """What is kept of a return code, however it is written."""
    return keyed("code", f"{collection}:{''.join(code.lower().split()).replace('-', '')}")


def cookie(token: str, now: float | None = None) -> str:
    """The token with the second at which it was given, signed."""
    at = f"{int(time.time() if now is None else now):x}"
    return f"{token}.{at}.{keyed('cookie', f'{token}.{at}')[:_SHORT]}"


def token_in(value: str, now: float | None = None) -> str:
    """The token of a cookie that is ours and younger than a day; else nothing."""
    token, at, mark = _parted(value)
    if not same(mark, keyed("cookie", f"{token}.{at}")[:_SHORT]):
        return ""
    age = (time.time() if now is None else now) - int(at, 16)
    return token if -60 <= age < DAY else ""


@dataclass(frozen=True, slots=True)
class Whose:
    """The draft that a form belongs to: by what the row is known by, and what it was begun with."""

    digest: str
    collection: int
    sector: str
    trial: bool


@dataclass(frozen=True, slots=True)
class FormMark:
    """A form of ours: whose it is, and how many seconds after it was shown it came."""

    whose: Whose
    seconds: int


def form_mark(whose: Whose, page: str, now: float | None = None) -> str:
    """Goes with the form of a page: nobody else can make one."""
    about = f"{whose.digest}.{whose.collection}.{whose.sector}.{'t' if whose.trial else ''}"
    at = f"{int(time.time() if now is None else now):x}"
    return f"{about}.{at}.{keyed('form', f'{about}.{page}.{at}')[:_SHORT]}"


def read_form_mark(value: str, page: str, now: float | None = None) -> FormMark | None:
    """Nothing where the form is none of ours, or of another page."""
    told, _, mark = value.rpartition(".")
    parts = told.split(".")
    if len(parts) != _PARTS:
        return None
    digest, collection, sector, trial, at = parts
    if not same(mark, keyed("form", f"{digest}.{collection}.{sector}.{trial}.{page}.{at}")[:_SHORT]):
        return None
    age = int((time.time() if now is None else now) - int(at, 16))
    return FormMark(Whose(digest, int(collection), sector, bool(trial)), max(0, age))


def _parted(value: str) -> tuple[str, str, str]:
    parts = value.split(".")
    if len(parts) != 3:
        return "", "0", ""
    return parts[0], parts[1], parts[2]
