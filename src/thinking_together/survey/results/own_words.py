"""Answers in which people tell of their own experience: readable by leads only, quoted by nobody, deletable.

It is never asked for; who reads of it says so. The words then leave the response and the texts to code, as they do
under a concern, and lie where leads alone read them.
"""

from __future__ import annotations

from thinking_together.core.closed import refuse
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.evidence.domain.purging import parts_of
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import OwnWords
from thinking_together.survey.results.concerns import HOLDER


@write("own_words.kept")
def keep_own_words(*, programme: Programme, about: str, by: Actor) -> Written[None] | Unchanged[None]:
    """Takes the words of an answer out of everybody's sight but the leads'; of what is not there (any more) nothing."""
    refuse(programme.slug)
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    words = HOLDER.take(held, about)
    if not words:
        return Unchanged(None)
    kept = OwnWords.objects.create(programme=held, about=about, words=words)
    return Written(kept, None, {})


@write("own_words.settled")
def settle_own_words(*, programme: Programme, key: int, put_back: bool, by: Actor) -> Written[None] | Unchanged[None]:
    """The words go back to where they stood, or for good. Sent twice, it is done once."""
    refuse(programme.slug)
    kept = OwnWords.objects.select_for_update().filter(programme=programme, pk=key).first()
    if kept is None:
        return Unchanged(None)
    if put_back:
        HOLDER.put_back(programme, kept.about, kept.words)
    OwnWords.objects.filter(pk=kept.pk).delete()
    return Written(kept, None, {"put_back": put_back})


def forget(key: str) -> int:
    """An answer that is purged is purged here too."""
    slug, ref = parts_of(key)
    gone, _ = OwnWords.objects.filter(programme__slug=slug, about=ref).delete()
    return gone
