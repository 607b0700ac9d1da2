"""What the public page shows, read once: frozen, without an address of anybody."""

from __future__ import annotations

from thinking_together.content.network import network_words
from thinking_together.network.models import Consent, Interest, Page
from thinking_together.programmes.models import Programme


def proposed_page(programme: Programme) -> Page:
    """The page as it is proposed; not kept."""
    words = network_words()
    return Page(
        programme=programme,
        why=words.why_in(programme.place),
        taking_part=words.taking_part_in(programme.place),
    )


def page_of(programme: Programme) -> Page:
    """The page as it is kept, or as it is proposed."""
    return Page.objects.filter(programme=programme).first() or proposed_page(programme)


def current_consent(programme: Programme) -> Consent | None:
    """What people agree to who join now."""
    return Consent.objects.filter(programme=programme).last()


def interests_of(programme: Programme) -> tuple[tuple[str, str], ...]:
    """What members can be interested in, as (code, name): the programme's list, or the proposed one."""
    listed = tuple(Interest.objects.filter(programme=programme).values_list("code", "name"))
    return listed or network_words().interests
