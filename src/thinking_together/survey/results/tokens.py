"""By what an open answer is known on a page: the key of its response, enciphered for this question alone.

Nobody without the installation's secret reads the key in it, makes one, or sees whether tokens of two questions are of
one person: as with a keyed hash of both. But it leads back to the key at once, and the key is looked up by an index,
where of a hash every key would have to be tried. AES-SIV (RFC 5297) needs no nonce: the same answer has the same
token, and the question is bound in. All tokens are alike in length, whatever the key.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

_SALT = "survey.results.tokens"
_LONGEST = 80  # characters of a key, which are ASCII
_TOKEN = 128  # of the key filled up to its longest and the 16 bytes that prove it, in letters


def token_of(item: str, key: str) -> str:
    filled = key.encode().ljust(_LONGEST, b"\0")
    return base64.urlsafe_b64encode(_cipher().encrypt(filled, [item.encode()])).decode()


def key_in(item: str, token: str) -> str | None:
    """The key of the response; nothing where the token was not made here, or for another question."""
    if len(token) != _TOKEN:
        return None
    try:
        sealed = base64.b64decode(token, altchars=b"-_", validate=True)
        return _cipher().decrypt(sealed, [item.encode()]).rstrip(b"\0").decode()
    except (ValueError, InvalidTag):
        return None


def _cipher() -> AESSIV:
    return AESSIV(hashlib.sha512(f"{_SALT}{settings.SECRET_KEY}".encode()).digest())
