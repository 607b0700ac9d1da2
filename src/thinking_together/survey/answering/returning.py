"""Going on later: a code for another device, a link by e-mail whose address nobody keeps, and clearing this device."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from thinking_together.core.mail.handing import InDoubt, Line, NotTaken, Refused
from thinking_together.survey.answering import showing, tokens
from thinking_together.survey.answering.drafting import Sent
from thinking_together.survey.answering.models import Draft
from thinking_together.survey.answering.standing import Kept, Standing, by_code

TRIES_IN, TRIES = 600, 100  # seconds, and how many wrong codes a programme takes in them
MAILS_IN, MAILS = 3600, 200
SUBJECT = "Your link to go on with a survey"


class Posted(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    NOT_AN_ADDRESS = "not an address"
    NONE_LEFT = "none left"


@dataclass(frozen=True, slots=True)
class Code:
    """A return code, known only now."""

    plain: str

    @property
    def grouped(self) -> str:
        """As people read it aloud."""
        return "-".join(self.plain[at : at + 4] for at in range(0, len(self.plain), 4))


def give_code(collection: int, draft: Kept) -> Code:
    """A new code; one that was given before opens nothing any more. ``Sent`` where the draft is gone."""
    code = Code(tokens.new_code())
    if not Draft.objects.filter(pk=draft.key).update(code_hash=tokens.code_digest(collection, code.plain)):
        raise Sent
    return code


def mail_code(standing: Standing, address: str) -> Posted:
    """A new code, in the link of a message. Where that is not taken, a code that was given before stays good."""
    assert standing.collection is not None and standing.draft is not None
    draft, of = standing.draft, standing.collection.key
    before = Draft.objects.filter(pk=draft.key).values_list("code_hash", flat=True).first()
    code = give_code(of, draft)
    posted = post_link(standing, address, code)
    if posted is not Posted.TAKEN:
        mine = Draft.objects.filter(pk=draft.key, code_hash=tokens.code_digest(of, code.plain))
        mine.update(code_hash=before)
    return posted


def close_here(draft: Kept | None) -> None:
    """Nothing that this device still shows, in another window, opens or changes the draft any more; a code does."""
    if draft is not None:
        nobodys = tokens.digest(tokens.new_nonce())
        Draft.objects.filter(pk=draft.key).update(token_hash=nobodys)


def come_back(there: Standing, code: str) -> str:
    """The token of a draft that a code opens, on this device; empty where it opens none.

    The code is used up, and the device that had the draft before has it no longer.
    """
    if there.collection is None or not code.strip():
        return ""
    wanted = tokens.code_digest(there.collection.key, code)
    found = by_code(there.owner.slug, wanted)
    if found is None or found.draft is None:
        return ""
    token = tokens.token_of(tokens.new_nonce(), there.collection.key)
    taken = Draft.objects.filter(pk=found.draft.key, code_hash=wanted)
    return token if taken.update(token_hash=tokens.digest(token), code_hash=None) else ""


def too_many(use: str, slug: str, most: int, seconds: int) -> bool:
    """Counts a try of anybody at this programme: a guesser is slowed, and no visitor's address is kept to know one."""
    key = tokens.keyed("tries", f"{use}:{slug}")
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:
        return False


def post_link(standing: Standing, address: str, code: Code) -> Posted:
    """Hands the message over at once: no row holds the address, not even until it is sent."""
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        return Posted.NOT_AN_ADDRESS
    told = {
        "owner": standing.owner,
        "address": f"{settings.SITE_ADDRESS}{showing.root(standing.owner.slug)}-/back/{code.plain}",
        "support": f"{settings.SITE_ADDRESS}{showing.root(standing.owner.slug)}-/support",
    }
    message = EmailMessage(SUBJECT, showing.rendered("link_mail.txt", **told), to=[address])
    try:
        with Line() as line:
            line.hand_over(message)
    except (NotTaken, Refused, InDoubt):
        return Posted.NOT_TAKEN
    return Posted.TAKEN
