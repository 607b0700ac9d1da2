"""Links by which people answer without signing in: each for one purpose, for a time, known by a keyed hash alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from thinking_together.messaging.models import Delivery, Link
from thinking_together.programmes.models import Participant, Programme

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a link is for: the name of its address, which takes ``token``; for how many days; whether only once.

    ``one_click``: its page stops messages when a mail program posts to it, as RFC 8058 has it. ``shared``: everybody
    who is sent it has the same one, so that nobody is known by theirs.
    """

    code: str
    url_name: str
    days: int
    once: bool
    one_click: bool = False
    shared: bool = False


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    _purposes[purpose.code] = purpose


def purpose_of(code: str) -> Purpose:
    """``LookupError`` for a purpose that nobody registered."""
    if code not in _purposes:
        raise LookupError(f"no room registered links for {code!r}")
    return _purposes[code]


def issue(
    *,
    programme: Programme,
    purpose: str,
    target: str,
    participant: Participant | None = None,
    address: str = "",
    delivery: Delivery | None = None,
) -> str:
    """A token: what is kept is its keyed hash. A new one, known only now; a shared one is made again by the key."""
    told = purpose_of(purpose)
    expires = timezone.now() + timedelta(days=told.days)
    if told.shared:
        token = _keyed(f"{programme.slug}:{purpose}:{target}")[: 2 * TOKEN_BYTES]
        of = {"programme": programme, "purpose": purpose, "target": target, "expires": expires}
        Link.objects.get_or_create(digest=digest(token, purpose), defaults=of)
        return token
    token = secrets.token_hex(TOKEN_BYTES)
    Link.objects.create(
        programme=programme,
        purpose=purpose,
        target=target,
        digest=digest(token, purpose),
        participant=participant,
        address="" if participant else address.lower(),
        delivery=delivery,
        expires=expires,
    )
    return token


def address_of(token: str, purpose: str) -> str:
    """The whole address, as it stands in a message."""
    return f"{settings.SITE_ADDRESS}{reverse(purpose_of(purpose).url_name, kwargs={'token': token})}"


def find(token: str, purpose: str, *, used: bool = False) -> Link | None:
    """The link of this token, while it is good for this purpose; with ``used`` also one that was good once."""
    told = purpose_of(purpose)
    wanted = digest(token, purpose)
    found = Link.objects.filter(digest=wanted).select_related("programme", "participant").first()
    good = found is not None and hmac.compare_digest(found.digest, wanted)
    if found is None or not good or found.expires <= timezone.now() or (told.once and found.used and not used):
        return None
    return found


def use(link: Link) -> bool:
    """Notes that it was used; whether this was the first time, and so, of one that is good once, whether it counts."""
    first = Link.objects.filter(pk=link.pk, used=None).update(used=timezone.now())
    return bool(first)


def digest(token: str, purpose: str) -> str:
    """What is kept of a token: a copy of the database opens nothing."""
    return _keyed(f"{purpose}:{token}")


def _keyed(text: str) -> str:
    """HMAC-SHA256 with a key of this use alone, made of the installation's."""
    key = hashlib.sha256(b"links of messages:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
