"""What rests on an interest by its code."""

from __future__ import annotations

from thinking_together.network.models import Asking, Interest, Update
from thinking_together.programmes.models import Participant


def is_chosen(interest: Interest) -> bool:
    """Whether somebody is interested in it, or an update is for those who are."""
    of = interest.programme_id
    held = [
        *Participant.objects.filter(programme=of).values_list("interests", flat=True),
        *Asking.objects.filter(programme=of).values_list("interests", flat=True),
        *Update.objects.filter(programme=of, audience="interest").values_list("chosen", flat=True),
    ]
    return any(interest.code in codes for codes in held)
