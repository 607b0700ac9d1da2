"""What goes once it has been kept long enough."""

from __future__ import annotations

from thinking_together.evidence.domain.purging import remove_all
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.reflection.models import NoteDraft, Offer, Wish


def blank_notes(programme: Programme) -> int:
    """The words of all notes go, drafts as they are; that something was raised, and where, stays. How many texts."""
    drafts = NoteDraft.objects.filter(session__programme=programme).delete()[0]
    return drafts + remove_all(Text.objects.filter(programme=programme, phase="reflection"))


def forget_people(programme: Programme) -> int:
    """Who could have come when, and what they said in private; how many records."""
    wishes = Wish.objects.filter(offer__round__programme=programme).delete()[0]
    return wishes + Offer.objects.filter(round__programme=programme).delete()[0]
