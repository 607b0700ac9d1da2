"""The public page: its words, what people agree to, and that it is open."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from thinking_together.content.network import network_words
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.network.models import Consent, Interest, Page
from thinking_together.network.opening import missing_to_open
from thinking_together.network.public import current_consent, proposed_page
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.models import Programme

PAGE_FIELDS = ("why", "taking_part")


class NotReady(ValueError):
    """Something is missing without which nobody outside may be asked anything."""


@write("network.page_changed")
def change_page(
    *, programme: Programme, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Page] | Unchanged[Page]:
    """Changes the words of the page."""
    page, names = changed(_kept(programme), version=version, yours=yours)
    return Written(page, page, told(names)) if names else Unchanged(page)


@write("network.consent_changed")
def change_consent(*, programme: Programme, words: str, by: Actor) -> Written[Consent] | Unchanged[Consent]:
    """Other words for those who join from now on; whoever joined before agreed to the earlier ones, which stay."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    newest = _consent(programme)
    if newest.words == words:
        return Unchanged(newest)
    made = Consent.objects.create(
        programme=programme, number=newest.number + 1, since=timezone.localdate(), words=words
    )
    return Written(made, made, {"number": made.number})


@write("network.opened")
def open_page(*, programme: Programme, by: Actor) -> Written[Page] | Unchanged[Page]:
    """Lets people outside see the page and join; ``NotReady`` while safeguarding or support is not in place."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    if missing := missing_to_open(held):
        raise NotReady(" ".join(one.what for one in missing))
    page = _kept(held)
    _consent(held)
    _list_interests(held)
    if page.opened is not None:
        return Unchanged(page)
    page.opened = timezone.now()
    page.save(update_fields=["opened"])
    return Written(page, page)


@write("network.closed")
def close_page(*, programme: Programme, by: Actor) -> Written[Page] | Unchanged[Page]:
    """Nobody outside sees the page any more. Members stay members."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    page = _kept(programme)
    if page.opened is None:
        return Unchanged(page)
    page.opened = None
    page.save(update_fields=["opened"])
    return Written(page, page)


def _kept(programme: Programme) -> Page:
    """The page as it is kept; the proposal, where nobody has kept any."""
    proposal = proposed_page(programme)
    words = {name: getattr(proposal, name) for name in PAGE_FIELDS}
    page, _ = Page.objects.get_or_create(programme=programme, defaults=words)
    return page


def _consent(programme: Programme) -> Consent:
    newest = current_consent(programme)
    if newest is not None:
        return newest
    words = network_words().consent
    return Consent.objects.create(programme=programme, number=1, since=timezone.localdate(), words=words)


def _list_interests(programme: Programme) -> None:
    """The proposed list, where the programme has none of its own."""
    if not Interest.objects.filter(programme=programme).exists():
        Interest.objects.bulk_create(
            Interest(programme=programme, code=code, name=name, position=at)
            for at, (code, name) in enumerate(network_words().interests)
        )
