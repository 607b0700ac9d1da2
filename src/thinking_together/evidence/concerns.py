"""An immutable text while a safeguarding concern about it is open: blanks of the same length, words with the concern.

Positions of codings stay what they are, and when the words are put back the text is what it was, to its digest. A room
that keeps a copy of a text (an answer to the survey) registers a kind of its own that takes both.
"""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from thinking_together.evidence.domain.purging import blanked, parts_of
from thinking_together.evidence.models import Text
from thinking_together.programmes.concerns import Holder
from thinking_together.programmes.models import Concern, Programme

KIND = "text"


def _where(ref: str) -> str:
    return f"the text {ref}"


def _take(programme: Programme, ref: str) -> str:
    """The words of the newest version; all versions are blank then. Nothing where they are already."""
    texts = list(_versions(programme, ref))
    if not texts or blanked(texts[0].body) == texts[0].body:
        return ""
    words = texts[0].body
    for text in texts:
        _write(text, blanked(text.body))
    return words


def _put_back(programme: Programme, ref: str, words: str) -> None:
    newest = _versions(programme, ref).first()
    if newest is not None:
        _write(newest, words)


def forget(key: str) -> int:
    """A text that is purged while its words lie with a concern does not come back with them."""
    slug, ref = parts_of(key)
    held = Concern.objects.filter(programme__slug=slug, kind=KIND, about=ref).exclude(words="")
    return held.update(words="")


def _versions(programme: Programme, ref: str) -> QuerySet[Text]:
    return Text.objects.select_for_update().filter(programme=programme, ref=ref).order_by("-version")


def _write(text: Text, body: str) -> None:
    text.body, text.sha256 = body, hashlib.sha256(body.encode()).hexdigest()
    text.save(update_fields=["body", "sha256"])


HOLDER = Holder(_where, _take, _put_back)
